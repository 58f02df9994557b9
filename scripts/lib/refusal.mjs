/** A reason not to go on that the operator can do something about; said without a stack. */
export class Refusal extends Error {
  constructor(sentence, options) {
    super(sentence, options);
    this.name = "Refusal";
  }
}

/** The sentence for a fault of the disk or of access rights; null for any other error. */
export function describeDiskFault(error, place) {
  const reason = diskFaults[error?.code];
  return reason ? `${place}: ${reason} (${error.code})` : null;
}

/** Runs the work and turns faults of the disk into a refusal that names the place. */
export async function refusingDiskFaults(place, work) {
  try {
    return await work();
  } catch (error) {
    const sentence = describeDiskFault(error, place);
    throw sentence ? new Refusal(sentence, { cause: error }) : error;
  }
}

const diskFaults = {
  ENOSPC: "đĩa đã đầy / the disk is full",
  EDQUOT: "đã hết hạn mức đĩa / the disk quota is used up",
  EROFS: "chỉ đọc được, không ghi được / can be read only, not written",
  EACCES: "không có quyền truy cập / permission denied",
  EPERM: "không có quyền truy cập / permission denied",
  ENOTDIR: "không phải là thư mục / is not a folder",
  EEXIST: "không phải là thư mục / is not a folder",
};
