package dev.hatchway;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** OpenSSH's own clients of files. */
final class OpenSshFiles {
  private OpenSshFiles() {}

  /**
   * The program {@code scp}.
   *
   * @param protocol {@code -s} for SFTP, {@code -O} for the protocol of old
   */
  record Scp(Ssh ssh, String protocol) implements FileClient {
    @Override
    public Set<Keeps> keeps() {
      return protocol.equals("-s")
          ? EnumSet.allOf(Keeps.class)
          : EnumSet.complementOf(EnumSet.of(Keeps.NEWLINES));
    }

    @Override
    public void put(Path file, String far) {
      copy("-p", file.toString(), ":" + far);
    }

    @Override
    public void get(String far, Path file) {
      copy("-p", ":" + far, file.toString());
    }

    @Override
    public void putTree(Path folder, String far) {
      copy("-rp", folder.toString(), ":" + far);
    }

    @Override
    public void getTree(String far, Path folder) {
      copy("-rp", ":" + far, folder.toString());
    }

    private void copy(String option, String from, String to) {
      ssh.scp(protocol, option, from, to).succeeded();
    }
  }

  /** The program {@code sftp}. */
  record Sftp(Ssh ssh) implements FileClient {
    @Override
    public Set<Keeps> keeps() {
      return EnumSet.allOf(Keeps.class);
    }

    @Override
    public void put(Path file, String far) {
      ssh.sftp("put -p %s %s".formatted(file, far)).succeeded();
    }

    @Override
    public void get(String far, Path file) {
      ssh.sftp("get -p %s %s".formatted(far, file)).succeeded();
    }

    @Override
    public void putTree(Path folder, String far) {
      ssh.sftp("put -rp %s %s".formatted(folder, far)).succeeded();
    }

    @Override
    public void getTree(String far, Path folder) {
      ssh.sftp("get -rp %s %s".formatted(far, folder)).succeeded();
    }

    @Override
    public Optional<List<String>> list(String far) {
      String lines = ssh.sftp("ls -1 " + far).succeeded().out();
      return Optional.of(lines.replace(far + "/", "").lines().toList());
    }
  }
}
