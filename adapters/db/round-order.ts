/**
 * Which of several rounds `r` an act is about, as what follows "order by", the same as in the
 * function open_turn: a real round that runs, a dry run that runs, another real round, another dry
 * run; of those the newest. A draft, where the statement lets drafts in, counts as running, so that
 * the real round can be prepared during a dry run.
 */
export const roundOrder = `
  case
    when not r.is_training and r.stage in (
      'draft', 'selfScoring', 'appraisal', 'explaining', 'secondAppraisal', 'consolidation',
      'council', 'submission') then 0
    when r.is_training and r.stage in (
      'selfScoring', 'appraisal', 'explaining', 'secondAppraisal') then 1
    when not r.is_training then 2
    else 3 end,
  r.year desc, r.created_at desc`;
