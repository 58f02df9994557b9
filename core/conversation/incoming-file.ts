/** A file as a channel names it; enough for the channel to fetch it later. */
export interface IncomingFile {
  /** The channel's own handle: Telegram's file_id, or the id of a finished web upload. */
  readonly ref: string;
  readonly name: string;
  /** Bytes, when the channel says so beforehand. */
  readonly size: number | null;
}
