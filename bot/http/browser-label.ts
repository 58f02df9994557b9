const browsers: readonly (readonly [RegExp, string])[] = [
  [/Zalo/i, "Zalo"],
  [/Edg/, "Edge"],
  [/coc_coc_browser/i, "Cốc Cốc"],
  [/OPR|Opera/, "Opera"],
  [/Firefox|FxiOS/, "Firefox"],
  [/Chrome|CriOS/, "Chrome"],
  [/Safari/, "Safari"],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "máy Mac"],
  [/Linux|CrOS/, "Linux"],
];

/** Names a browser as its owner would: "Chrome trên Windows". */
export function browserLabel(userAgent: string | undefined): string {
  const browser = nameIn(browsers, userAgent) ?? "Trình duyệt";
  const system = nameIn(systems, userAgent);
  return system === undefined ? browser : `${browser} trên ${system}`;
}

function nameIn(names: readonly (readonly [RegExp, string])[], userAgent = ""): string | undefined {
  return names.find(([pattern]) => pattern.test(userAgent))?.[1];
}
