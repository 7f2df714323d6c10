package dev.hatchway.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The requests of a session that carry the bytes of files: open, read, write, close. */
final class SftpFiles {
  /** As much as fits into a packet with room for its head, the same as OpenSSH's server says. */
  static final int MOST_DATA = SftpInput.MOST_LENGTH - 1024;

  private static final int HANDLE = 102;
  private static final int DATA = 103;

  /** Flags of an open request (draft-ietf-secsh-filexfer-02, section 6.3). */
  private static final int WRITE = 2;

  private static final int APPEND = 4;
  private static final int CREATE = 8;
  private static final int TRUNCATE = 16;
  private static final int EXCLUSIVE = 32;

  private final FileTree tree;
  private final SftpHandles handles;
  private final SftpInput in;
  private final SftpOutput out;

  SftpFiles(FileTree tree, SftpHandles handles, SftpInput in, SftpOutput out) {
    this.tree = tree;
    this.handles = handles;
    this.in = in;
    this.out = out;
  }

  void open(int id) throws IOException {
    String path = in.path();
    int flags = in.integer();
    Changes changes = SftpAttributes.read(in);
    handles.checkRoom();
    give(
        id,
        (flags & WRITE) == 0
            ? new SftpHandles.Reading(tree.openToRead(path))
            : new SftpHandles.Written(tree.openToWrite(path, writing(flags, changes.mode()))));
  }

  void openFolder(int id) throws IOException {
    String path = in.path();
    handles.checkRoom();
    give(id, new SftpHandles.Folder(tree.list(path)));
  }

  void read(int id) throws IOException {
    ReadableFile file = handles.file(in.bytes());
    long offset = in.size();
    int wanted = in.integer();
    int most = wanted < 0 ? MOST_DATA : Math.min(wanted, MOST_DATA);
    out.begin(DATA, id);
    int place = out.length();
    ByteBuffer target = out.integer(0).space(most);
    int count = file.read(offset, target);
    if (count <= 0) {
      out.status(id, SftpOutput.END_OF_FILE, "end of file");
      return;
    }
    out.patch(place, count);
    out.skip(count);
    out.end();
  }

  void write(int id) throws IOException {
    WritableFile file = handles.written(in.bytes());
    long offset = in.size();
    file.write(offset, in.bytes());
    out.status(id, SftpOutput.OK, "");
  }

  void close(int id) throws IOException {
    handles.remove(in.bytes()).close();
    out.status(id, SftpOutput.OK, "");
  }

  private void give(int id, SftpHandles.Handle handle) throws IOException {
    out.begin(HANDLE, id).integer(Integer.BYTES).integer(handles.add(handle)).end();
  }

  private static Writing writing(int flags, OptionalInt mode) {
    return new Writing(
        (flags & CREATE) != 0,
        (flags & TRUNCATE) != 0,
        (flags & EXCLUSIVE) != 0,
        (flags & APPEND) != 0,
        mode,
        OptionalLong.empty());
  }
}
