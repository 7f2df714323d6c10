package dev.hatchway;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The library JSch, as a program in Java uses it. */
record JschFiles(Ssh ssh) implements FileClient {
  private static final int CONNECT = Math.toIntExact(Duration.ofSeconds(15).toMillis());
  private static final int PERMISSIONS = 0777;

  @Override
  public Set<Keeps> keeps() {
    return EnumSet.allOf(Keeps.class);
  }

  @Override
  public void put(Path file, String far) {
    with(channel -> put(channel, file, far));
  }

  @Override
  public void get(String far, Path file) {
    with(channel -> get(channel, far, file));
  }

  @Override
  public void putTree(Path folder, String far) {
    with(channel -> putTree(channel, folder, far));
  }

  @Override
  public void getTree(String far, Path folder) {
    with(channel -> getTree(channel, far, folder));
  }

  @Override
  public Optional<List<String>> list(String far) {
    return Optional.of(
        with(channel -> children(channel, far).map(ChannelSftp.LsEntry::getFilename).toList()));
  }

  private static Path put(ChannelSftp channel, Path file, String far)
      throws SftpException, IOException {
    String path = literal(far);
    try (InputStream in = Files.newInputStream(file)) {
      channel.put(in, path);
    }
    keep(channel, file, path);
    return file;
  }

  private static void keep(ChannelSftp channel, Path near, String path)
      throws SftpException, IOException {
    int mode = (Integer) Files.getAttribute(near, "unix:mode") & PERMISSIONS;
    channel.setMtime(path, (int) Files.getLastModifiedTime(near).to(TimeUnit.SECONDS));
    channel.chmod(mode, path);
  }

  private static Path get(ChannelSftp channel, String far, Path file)
      throws SftpException, IOException {
    String path = literal(far);
    try (var out = Files.newOutputStream(file)) {
      channel.get(path, out);
    }
    keep(file, channel.stat(path));
    return file;
  }

  private static void keep(Path near, SftpATTRS found) throws IOException {
    Files.setLastModifiedTime(near, FileTime.from(found.getMTime(), TimeUnit.SECONDS));
    Files.setAttribute(near, "unix:mode", found.getPermissions() & PERMISSIONS);
  }

  private static Path putTree(ChannelSftp channel, Path folder, String far)
      throws SftpException, IOException {
    channel.mkdir(far);
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : children.toList()) {
        String path = far + "/" + child.getFileName();
        if (Files.isDirectory(child)) {
          putTree(channel, child, path);
        } else {
          put(channel, child, path);
        }
      }
    }
    keep(channel, folder, literal(far));
    return folder;
  }

  private static Path getTree(ChannelSftp channel, String far, Path folder)
      throws SftpException, IOException {
    Files.createDirectory(folder);
    for (ChannelSftp.LsEntry child : children(channel, far).toList()) {
      String path = far + "/" + child.getFilename();
      Path near = folder.resolve(child.getFilename());
      if (child.getAttrs().isDir()) {
        getTree(channel, path, near);
      } else {
        get(channel, path, near);
      }
    }
    keep(folder, channel.stat(literal(far)));
    return folder;
  }

  private static Stream<ChannelSftp.LsEntry> children(ChannelSftp channel, String far)
      throws SftpException {
    return channel.ls(literal(far)).stream()
        .filter(child -> !List.of(".", "..").contains(child.getFilename()));
  }

  /** A path as JSch takes it for no pattern; {@code mkdir} alone takes none. */
  private static String literal(String path) {
    return path.replaceAll("[\\\\*?]", "\\\\$0");
  }

  private <T> T with(Work<T> work) {
    try {
      var jsch = new JSch();
      jsch.addIdentity(ssh.key().toString());
      Session session = jsch.getSession(ssh.login(), "127.0.0.1", ssh.gateway().port());
      session.setConfig("StrictHostKeyChecking", "no");
      session.connect(CONNECT);
      try {
        var channel = (ChannelSftp) session.openChannel("sftp");
        channel.connect(CONNECT);
        return work.run(channel);
      } finally {
        session.disconnect();
      }
    } catch (JSchException | SftpException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What is done over an open channel. */
  private interface Work<T> {
    T run(ChannelSftp channel) throws SftpException, IOException;
  }
}
