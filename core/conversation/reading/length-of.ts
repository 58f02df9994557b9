/** How many characters a text has, as people count them: a letter with its marks is one. */
export function lengthOf(text: string): number {
  return Array.from(text.normalize("NFC")).length;
}
