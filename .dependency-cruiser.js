/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "core-imports-only-core",
      comment: "core/ is the pure domain: no npm package, no Node built-in, no other folder.",
      severity: "error",
      from: { path: "^core/", pathNot: "[.]test[.]ts$" },
      to: { pathNot: "^core/" },
    },
    {
      name: "core-looks-down-from-the-ground",
      comment:
        "Floors of core, top to bottom: conversation; ranking, survey, appraisal, reminders; scoring, access; scheme, round, audit.",
      severity: "error",
      from: { path: "^core/(scheme|round|audit)/", pathNot: "[.]test[.]ts$" },
      to: { path: "^core/(scoring|access|ranking|survey|appraisal|reminders|conversation)/" },
    },
    {
      name: "core-looks-down-from-scoring",
      severity: "error",
      from: { path: "^core/(scoring|access)/", pathNot: "[.]test[.]ts$" },
      to: { path: "^core/(ranking|survey|appraisal|reminders|conversation)/" },
    },
    {
      name: "core-looks-down-from-ranking",
      severity: "error",
      from: { path: "^core/(ranking|survey|appraisal|reminders)/", pathNot: "[.]test[.]ts$" },
      to: { path: "^core/conversation/" },
    },
    {
      name: "usecases-import-only-core",
      comment: "usecases/ reaches the outside only through the interfaces in usecases/*ports.ts.",
      severity: "error",
      from: { path: "^usecases/", pathNot: "[.]test[.]ts$" },
      to: { pathNot: "^(core|usecases)/" },
    },
    {
      name: "adapters-never-starts-use-cases",
      comment:
        "adapters/ implements usecases/*ports.ts; it must not call use-cases or the processes.",
      severity: "error",
      from: { path: "^adapters/", pathNot: "[.]test[.]ts$" },
      to: {
        path: "^(usecases|bot|worker|scripts)/",
        pathNot:
          "^usecases/((agency|summary|file|given|job|ledger|reminder|result|round|scheme|watch)-)?ports[.]ts$",
      },
    },
    {
      name: "processes-are-separate",
      comment:
        "bot/ and worker/ share code through core/, usecases/ and adapters/, never directly.",
      severity: "error",
      from: { path: "^(bot|worker|scripts)/" },
      // The fakes stand for chat services, in every test and in the drill.
      to: { path: "^(bot|worker|scripts)/", pathNot: ["^$1/", "^scripts/fakes/"] },
    },
    {
      name: "channels-are-separate",
      comment: "One chat service must not know another.",
      severity: "error",
      from: { path: "^adapters/channels/([^/]+)/" },
      to: { path: "^adapters/channels/([^/]+)/", pathNot: "^adapters/channels/$1/" },
    },
    {
      name: "grammy-only-in-its-channel",
      severity: "error",
      from: { pathNot: "^adapters/channels/telegram/|^scripts/bench/chat/peers/" },
      to: { path: "node_modules/grammy/" },
    },
    {
      name: "prisma-only-in-adapters-db",
      severity: "error",
      from: { pathNot: "^(adapters/db|prisma|test)/|^prisma[.]config[.]ts$" },
      to: { path: "node_modules/(@prisma|prisma)/|^adapters/db/generated/" },
    },
    {
      name: "bullmq-only-in-queue-and-worker-main",
      severity: "error",
      from: { pathNot: "^adapters/queue/|^worker/main[.]ts$|^scripts/bench/queue/" },
      to: { path: "node_modules/(bullmq|ioredis)/" },
    },
    {
      name: "charts-only-in-documents",
      severity: "error",
      from: { pathNot: "^adapters/documents/picture/" },
      to: { path: "node_modules/(echarts|zrender|@resvg)/" },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: { pathNot: "^adapters/db/generated/" },
      to: { circular: true, viaOnly: { pathNot: "^adapters/db/generated/" } },
    },
    {
      name: "production-does-not-import-tests",
      severity: "error",
      from: {
        path: "^(core|usecases|adapters|bot|worker|scripts)/",
        pathNot: "[.]test[.](ts|mjs)$",
      },
      to: { path: "^test/|[.]test[.](ts|mjs)$" },
    },
    {
      name: "production-does-not-import-dev-packages",
      severity: "error",
      from: { path: "^(core|usecases|adapters|bot|worker)/", pathNot: "[.]test[.]ts$" },
      to: { dependencyTypes: ["npm-dev"] },
    },
    {
      name: "only-listed-packages",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    { name: "everything-resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^dist/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
