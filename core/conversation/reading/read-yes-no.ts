import { foldText } from "./fold-text.ts";

const yesWords = new Set(
  "co,dung,dat,roi,da,da co,yes,y,x,ok,da dat,da thuc hien,co thuc hien,phai,true".split(","),
);
const noWords = new Set(
  "khong,chua,sai,khong dat,chua dat,no,n,khong co,chua co,chua thuc hien,khong thuc hien,false".split(
    ",",
  ),
);

/** Reads có/không in the ways people type it; null when it is neither. */
export function readYesNo(text: string): boolean | null {
  const folded = foldText(text)
    .replace(/[.!]+$/, "")
    .replace(/ a$/, "");
  if (yesWords.has(folded)) return true;
  return noWords.has(folded) ? false : null;
}
