package dev.hatchway.transfer;

import dev.hatchway.model.Printable;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers the requests of one client, one after the other. */
final class SftpSession {
  /** Characters of a text with a path in it that are worth showing. */
  private static final int LONGEST_SHOWN = 400;

  private static final int NAME = 104;
  private static final int ATTRIBUTES = 105;
  private static final int EXTENDED_REPLY = 201;

  /** Codes of a status (draft-ietf-secsh-filexfer-02, section 7). */
  private static final int NO_SUCH_FILE = 2;

  private static final int PERMISSION_DENIED = 3;
  private static final int FAILURE = 4;
  private static final int BAD_MESSAGE = 5;
  private static final int UNSUPPORTED = 8;

  /** Unit in which free space is told. */
  private static final int BLOCK = 4096;

  /** NAME_MAX of Linux. */
  private static final int LONGEST_NAME = 255;

  private final FileTree tree;
  private final SftpHandles handles;
  private final SftpFiles files;
  private final SftpInput in;
  private final SftpOutput out;
  private final InstantSource clock;
  private final Consumer<String> notice;
  private String lastNotice = "";

  SftpSession(
      FileTree tree,
      SftpHandles handles,
      SftpFiles files,
      SftpInput in,
      SftpOutput out,
      InstantSource clock,
      Consumer<String> notice) {
    this.tree = tree;
    this.handles = handles;
    this.files = files;
    this.in = in;
    this.out = out;
    this.clock = clock;
    this.notice = notice;
  }

  /** Answers the request that the input stands at. */
  void answer() throws IOException {
    int code = in.unsignedByte();
    if (code == SftpType.INIT) {
      throw new ProtocolException("the version was agreed on before");
    }
    int id = idOfRequest();
    try {
      Optional<SftpType> type = SftpType.of(code);
      if (type.isEmpty()) {
        out.status(id, UNSUPPORTED, "no request has the number " + code);
      } else {
        answer(type.get(), id);
      }
    } catch (TransferException e) {
      out.status(id, code(e.status()), Printable.of(e.reason(), LONGEST_SHOWN));
      tell(e);
    }
  }

  private int idOfRequest() throws ProtocolException {
    try {
      return in.integer();
    } catch (TransferException e) {
      throw new ProtocolException("a packet without a number");
    }
  }

  private void answer(SftpType type, int id) throws IOException {
    switch (type) {
      case OPEN -> files.open(id);
      case CLOSE -> files.close(id);
      case READ -> files.read(id);
      case WRITE -> files.write(id);
      case OPENDIR -> files.openFolder(id);
      case READDIR -> readFolder(id);
      case STAT -> attributes(id, tree.stat(in.path()));
      case LSTAT -> attributes(id, tree.linkStat(in.path()));
      case FSTAT -> attributes(id, handles.file(in.bytes()).attributes());
      case REALPATH -> name(id, tree.canonical(in.path()));
      case READLINK -> name(id, tree.readLink(in.path()));
      case EXTENDED -> extended(id);
      case SETSTAT, FSETSTAT, REMOVE, MKDIR, RMDIR, RENAME, SYMLINK -> {
        change(type);
        out.status(id, SftpOutput.OK, "");
      }
    }
  }

  private void change(SftpType type) throws TransferException {
    switch (type) {
      case SETSTAT -> tree.change(in.path(), SftpAttributes.read(in));
      case FSETSTAT -> handles.written(in.bytes()).change(SftpAttributes.read(in));
      case REMOVE -> tree.remove(in.path());
      case MKDIR -> tree.makeFolder(in.path(), SftpAttributes.read(in));
      case RMDIR -> tree.removeFolder(in.path());
      case RENAME -> tree.rename(in.path(), in.path(), false);
      case SYMLINK -> link();
      case OPEN, CLOSE, READ, WRITE, OPENDIR, READDIR, STAT, LSTAT, FSTAT, REALPATH, READLINK ->
          throw new IllegalArgumentException("changes nothing: " + type);
      case EXTENDED -> throw new IllegalArgumentException("changes nothing by itself: " + type);
    }
  }

  /** OpenSSH sends the target first, against the draft (its PROTOCOL, section 4.1). */
  private void link() throws TransferException {
    String target = in.path();
    tree.makeLink(in.path(), target);
  }

  private void attributes(int id, Attributes attributes) throws IOException {
    SftpAttributes.write(out.begin(ATTRIBUTES, id), attributes);
    out.end();
  }

  private void name(int id, String name) throws IOException {
    // One name, the same as its long form, and no attributes.
    out.begin(NAME, id).integer(1).text(name).text(name).integer(0).end();
  }

  private void readFolder(int id) throws IOException {
    Listing listing = handles.listing(in.bytes());
    Instant now = clock.instant();
    out.begin(NAME, id);
    int place = out.length();
    out.integer(0);
    int count = 0;
    while (out.length() < SftpOutput.WORTH_SENDING) {
      Optional<Listing.Child> child = listing.next();
      if (child.isEmpty()) {
        break;
      }
      out.text(child.get().name()).text(new LongName(child.get(), now).toString());
      SftpAttributes.write(out, child.get().attributes());
      count++;
    }
    if (count == 0) {
      out.status(id, SftpOutput.END_OF_FILE, "end of folder");
      return;
    }
    out.patch(place, count);
    out.end();
  }

  private void extended(int id) throws IOException {
    String word = in.text();
    Optional<SftpExtension> extension = SftpExtension.of(word);
    if (extension.isEmpty()) {
      out.status(id, UNSUPPORTED, "no extension " + Printable.of(word, LONGEST_SHOWN));
      return;
    }
    switch (extension.get()) {
      case POSIX_RENAME -> {
        tree.rename(in.path(), in.path(), true);
        out.status(id, SftpOutput.OK, "");
      }
      case FSYNC -> {
        handles.written(in.bytes()).sync();
        out.status(id, SftpOutput.OK, "");
      }
      case STATVFS -> space(id, tree.space(in.path()));
      case LIMITS -> limits(id);
      case EXPAND_PATH -> name(id, tree.canonical(in.path()));
    }
  }

  /** The fields of {@code struct statvfs} (OpenSSH's PROTOCOL, section 4.4). */
  private void space(int id, Space space) throws IOException {
    long blocks = space.total() / BLOCK;
    long free = space.free() / BLOCK;
    out.begin(EXTENDED_REPLY, id).size(BLOCK).size(BLOCK).size(blocks).size(free).size(free);
    // Files, free files (twice), id of the file system, flags: not known.
    out.size(0).size(0).size(0).size(0).size(0).size(LONGEST_NAME).end();
  }

  private void limits(int id) throws IOException {
    out.begin(EXTENDED_REPLY, id)
        .size(SftpInput.MOST_LENGTH)
        .size(SftpFiles.MOST_DATA)
        .size(SftpFiles.MOST_DATA)
        .size(SftpHandles.MOST)
        .end();
  }

  private static int code(TransferException.Status status) {
    return switch (status) {
      case NO_SUCH_FILE -> NO_SUCH_FILE;
      case PERMISSION_DENIED -> PERMISSION_DENIED;
      case MALFORMED -> BAD_MESSAGE;
      case UNSUPPORTED -> UNSUPPORTED;
      // Version 3 has no code for them.
      case ALREADY_EXISTS, QUOTA_EXCEEDED, FAILURE -> FAILURE;
    };
  }

  /**
   * Tells the user, once for each reason: sixty writes may be under way when the first fails. What
   * clients look up in passing, whether a file is there or a folder exists already, is not told.
   */
  private void tell(TransferException refusal) {
    String text = Printable.of(refusal.reason(), LONGEST_SHOWN);
    boolean worth =
        switch (refusal.status()) {
          case NO_SUCH_FILE, ALREADY_EXISTS, MALFORMED -> false;
          case PERMISSION_DENIED, QUOTA_EXCEEDED, UNSUPPORTED, FAILURE -> true;
        };
    if (worth && !text.equals(lastNotice)) {
      lastNotice = text;
      notice.accept(text);
    }
  }
}
