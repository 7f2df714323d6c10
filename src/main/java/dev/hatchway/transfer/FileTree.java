package dev.hatchway.transfer;

/**
 * What the protocols ask of a tree of files. Paths are what the client sent, never resolved: only
 * the tree knows what {@code ~}, {@code ..} or a relative name means in it. Every refusal is a
 * {@link TransferException}, whose text the user gets to read.
 */
public interface FileTree {
  /** Returns the one absolute name of the path; nothing needs to be there. */
  String canonical(String path) throws TransferException;

  /** Returns what is at the path, the target if it is a link. */
  Attributes stat(String path) throws TransferException;

  /** Returns what is at the path, the link itself if it is one. */
  Attributes linkStat(String path) throws TransferException;

  Listing list(String path) throws TransferException;

  ReadableFile openToRead(String path) throws TransferException;

  WritableFile openToWrite(String path, Writing how) throws TransferException;

  void change(String path, Changes changes) throws TransferException;

  void makeFolder(String path, Changes changes) throws TransferException;

  void remove(String path) throws TransferException;

  void removeFolder(String path) throws TransferException;

  /** Gives a file or folder another name. What has that name already is replaced, or in the way. */
  void rename(String from, String to, boolean replace) throws TransferException;

  default String readLink(String path) throws TransferException {
    throw TransferException.unsupported(path + ": links are not supported here");
  }

  default void makeLink(String path, String target) throws TransferException {
    throw TransferException.unsupported(path + ": links are not supported here");
  }

  default Space space(String path) throws TransferException {
    throw TransferException.unsupported(path + ": free space is not known here");
  }
}
