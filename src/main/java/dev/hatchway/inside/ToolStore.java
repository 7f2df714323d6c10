package dev.hatchway.inside;

import dev.hatchway.container.OneOff.Owner;
import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.Listing;
import dev.hatchway.transfer.ReadableFile;
import dev.hatchway.transfer.TransferException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The way by the image's own tools, for what no archive reaches: file systems in memory, and those
 * of the kernel. The words are those that coreutils and busybox have in common.
 */
final class ToolStore implements Store {
  /** Type and permissions in hexadecimal digits, bytes, user, group, seconds since 1970. */
  private static final String FIELDS = "%f %s %u %g %Y";

  private static final int COUNT = 5;

  /** No name holds a slash, so that one ends it, whatever else it holds. */
  private static final String END = "/\n";

  /** File types in {@code st_mode} (inode(7)). */
  private static final int TYPE = 0170000;

  private static final int HEX = 16;

  /**
   * Keeps a file beside its name until it is whole. Its words: path, name meanwhile, mode, owner,
   * time, bytes.
   */
  private static final String PUT =
      "cat >\"$2\" && test \"$(stat -c %s \"$2\")\" = \"$6\" && chmod \"$3\" \"$2\" && chown \"$4\" \"$2\" && touch -d \"$5\" \"$2\""
          + " && mv -f \"$2\" \"$1\" || { code=$?; rm -f \"$2\"; exit $code; }";

  private final Tools tools;
  private final Spool spool;

  ToolStore(Tools tools, Spool spool) {
    this.tools = tools;
    this.spool = spool;
  }

  @Override
  public Optional<Attributes> find(ContainerPath path) throws TransferException {
    try {
      String text = tools.outputOf(path.toString(), "/", stat(path.toString(), FIELDS));
      return Optional.of(attributes(path, List.of(text.strip().split(" "))));
    } catch (TransferException e) {
      if (e.status() == TransferException.Status.NO_SUCH_FILE
          || e.reason().contains("Not a directory")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public ContainerPath targetOf(ContainerPath link) throws TransferException {
    return ContainerPath.ofTarget(readLink(link, List.of("readlink", "-f", link.toString())));
  }

  @Override
  public String textOf(ContainerPath link) throws TransferException {
    return readLink(link, List.of("readlink", link.toString()));
  }

  @Override
  public Owner ownerOf(ContainerPath path) throws TransferException {
    Attributes found = find(path).orElseThrow(() -> TransferException.noSuchFile(path.toString()));
    return new Owner(found.owner(), found.group());
  }

  @Override
  public Iterator<Listing.Child> list(ContainerPath folder) throws TransferException {
    List<String> find =
        new ArrayList<>(List.of("find", ".", "-mindepth", "1", "-maxdepth", "1", "-exec"));
    find.addAll(List.of("stat", "-c", FIELDS + " %n/", "{}", "+"));
    String text = tools.outputOf(folder.toString(), folder.toString(), find);
    List<Listing.Child> children = new ArrayList<>();
    for (int at = 0, end = text.indexOf(END); end >= 0; at = end + 2, end = text.indexOf(END, at)) {
      String[] fields = text.substring(at, end).split(" ", COUNT + 1);
      if (fields.length > COUNT) {
        String name = fields[COUNT].startsWith("./") ? fields[COUNT].substring(2) : fields[COUNT];
        children.add(new Listing.Child(name, attributes(folder, Arrays.asList(fields))));
      }
    }
    return children.iterator();
  }

  /** As a copy: a tool cannot be asked for another part of a file. */
  @Override
  public ReadableFile open(ContainerPath file) throws TransferException {
    String path = file.toString();
    Attributes attributes = find(file).orElseThrow(() -> TransferException.noSuchFile(path));
    FileChannel copy = spool.open(path);
    try {
      tools.run(
          path,
          "/",
          List.of("cat", path),
          Optional.empty(),
          bytes -> {
            while (bytes.hasRemaining()) {
              copy.write(bytes);
            }
          });
      return new CopiedFile(path, attributes, copy);
    } catch (TransferException e) {
      Spool.drop(copy);
      throw e;
    }
  }

  @Override
  public void put(ContainerPath file, Stamp stamp, FileChannel content) throws TransferException {
    ContainerPath meanwhile =
        file.parent().and(List.of(".hatchway-" + Long.toHexString(System.nanoTime())));
    List<String> words = new ArrayList<>(List.of("sh", "-c", PUT, "sh", file.toString()));
    words.addAll(
        List.of(meanwhile.toString(), octal(stamp.mode()), owner(stamp), time(stamp.modified())));
    words.add(Long.toString(size(file, content)));
    tools.run(file.toString(), "/", words, Optional.of(content), _ -> {});
  }

  @Override
  public void makeFolder(ContainerPath folder, Stamp stamp) throws TransferException {
    String path = folder.toString();
    tools.run(path, List.of("mkdir", "-m", octal(stamp.mode()), path));
    tools.run(path, List.of("chown", owner(stamp), path));
  }

  @Override
  public void makeLink(ContainerPath link, String text, Stamp stamp) throws TransferException {
    tools.run(link.toString(), List.of("ln", "-s", "--", text, link.toString()));
  }

  private static long size(ContainerPath file, FileChannel content) throws TransferException {
    try {
      return content.size();
    } catch (IOException e) {
      throw TransferException.of(file.toString(), e);
    }
  }

  private String readLink(ContainerPath link, List<String> words) throws TransferException {
    String text = tools.outputOf(link.toString(), "/", words);
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static List<String> stat(String path, String format) {
    return List.of("stat", "-c", format, path);
  }

  private static Attributes attributes(ContainerPath path, List<String> fields)
      throws TransferException {
    try {
      int mode = Integer.parseInt(fields.get(0), HEX);
      return new Attributes(
          kind(mode & TYPE),
          Long.parseLong(fields.get(1)),
          mode,
          Integer.parseUnsignedInt(fields.get(2)),
          Integer.parseUnsignedInt(fields.get(3)),
          Instant.ofEpochSecond(Long.parseLong(fields.get(4))));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw TransferException.of(path.toString(), new IOException("`stat` answers strangely", e));
    }
  }

  private static Attributes.Kind kind(int type) {
    return switch (type) {
      case 0100000 -> Attributes.Kind.FILE;
      case 0040000 -> Attributes.Kind.FOLDER;
      case 0120000 -> Attributes.Kind.LINK;
      default -> Attributes.Kind.OTHER;
    };
  }

  static String octal(int mode) {
    return Integer.toOctalString(mode);
  }

  static String time(Instant time) {
    return "@" + time.getEpochSecond();
  }

  private static String owner(Stamp stamp) {
    return stamp.owner().user() + ":" + stamp.owner().group();
  }
}
