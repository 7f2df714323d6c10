package dev.hatchway.transfer;

/** The numbers of rsync's protocol of version 30, which every rsync since 3.0 (2008) speaks. */
final class RsyncProtocol {
  /** The version that is answered; the lower of both sides counts. */
  static final int VERSION = 30;

  /** An rsync says no higher number in its first word; a higher one is text of something else. */
  static final int MOST_VERSION = 255;

  /** The list of files may end with the errors of its making. */
  static final int SAFE_LIST = 1 << 3;

  /** The letter by which a client says that it understands {@link #SAFE_LIST}. */
  static final char SAFE_LIST_LETTER = 'f';

  /** Longest name in a list, and longest rule of a filter: PATH_MAX of Linux. */
  static final int LONGEST_NAME = 4096;

  /** The end of a phase in place of the index of a file. */
  static final int DONE = -1;

  /** The phases of a transfer: files, files once more, files that were kept back. */
  static final int PHASES = 3;

  /** Bytes of an MD5. */
  static final int DIGEST_BYTES = 16;

  /** Some file could not be read while the list was made. */
  static final int LIST_INCOMPLETE = 1;

  /** What rsync(1) calls "Partial transfer due to error". */
  static final int PARTIAL = 23;

  /** Added to the code of a message in the head of a frame. */
  static final int FRAME_BASE = 7;

  /** Largest length that the head of a frame can say. */
  static final int LONGEST_FRAME = 0xFF_FFFF;

  static final int MESSAGE_DATA = 0;

  /** An error that makes the client end with code 23. */
  static final int MESSAGE_ERROR_OF_FILE = 1;

  static final int MESSAGE_INFO = 2;
  static final int MESSAGE_ERROR = 3;
  static final int MESSAGE_LIST_INCOMPLETE = 22;
  static final int MESSAGE_END = 86;
  static final int MESSAGE_SUCCESS = 100;
  static final int MESSAGE_DELETED = 101;
  static final int MESSAGE_NOT_SENT = 102;

  static final int ITEM_REPORTS_SIZE = 1 << 2;
  static final int ITEM_REPORTS_TIME = 1 << 3;
  static final int ITEM_REPORTS_MODE = 1 << 4;
  static final int ITEM_BASIS_FOLLOWS = 1 << 11;
  static final int ITEM_NAME_FOLLOWS = 1 << 12;
  static final int ITEM_IS_NEW = 1 << 13;
  static final int ITEM_IS_LOCAL_CHANGE = 1 << 14;
  static final int ITEM_IS_TRANSFER = 1 << 15;

  private RsyncProtocol() {}
}
