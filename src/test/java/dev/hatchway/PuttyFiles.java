package dev.hatchway;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the clients of PuTTY have in common: a key in PuTTY's form, and the host keys to expect. */
final class PuttyFiles {
  private final Ssh ssh;
  private final Path key;
  private final List<String> hostKeys;

  PuttyFiles(Ssh ssh) {
    this.ssh = ssh;
    this.key = machine().newFile("key.ppk");
    machine()
        .program("puttygen", ssh.key().toString(), "-O", "private", "-o", key.toString())
        .run()
        .succeeded();
    Path keys = ssh.gateway().home().folder().resolve("keys");
    this.hostKeys = List.of(fingerprint(keys, "host_ed25519"), fingerprint(keys, "host_rsa"));
  }

  private String fingerprint(Path keys, String name) {
    Result shown = machine().program("ssh-keygen", "-lf", keys.resolve(name).toString()).run();
    return shown.succeeded().out().split(" ", -1)[1];
  }

  private Machine machine() {
    return ssh.gateway().home().machine();
  }

  /** The program with its options, the words behind them, and nothing of the user's settings. */
  private Program program(String name, String... words) {
    List<String> all = new ArrayList<>(List.of(name, "-batch", "-i", key.toString()));
    hostKeys.forEach(hostKey -> all.addAll(List.of("-hostkey", hostKey)));
    all.addAll(List.of("-P", Integer.toString(ssh.gateway().port())));
    all.addAll(List.of(words));
    return machine()
        .program(all)
        .with("PUTTYDIR", machine().folder("putty").toString())
        .within(Machine.LONG_LIMIT);
  }

  private String host() {
    return ssh.login() + "@127.0.0.1";
  }

  /** The program {@code pscp}, which sends modes unasked. */
  record Pscp(PuttyFiles putty) implements FileClient {
    @Override
    public Set<Keeps> keeps() {
      return EnumSet.complementOf(EnumSet.of(Keeps.BACKSLASHES_AND_DOTS));
    }

    @Override
    public void put(Path file, String far) {
      copy(file.toString(), remote(far));
    }

    @Override
    public void get(String far, Path file) {
      copy(remote(far), file.toString());
    }

    @Override
    public void putTree(Path folder, String far) {
      // It knows the folder to put into, but none to make under another name.
      copy("-r", folder.toString(), remote(far.replaceFirst("[^/:]*$", "")));
    }

    @Override
    public void getTree(String far, Path folder) {
      copy("-r", remote(far), folder.toString());
    }

    @Override
    public Optional<List<String>> list(String far) {
      return Optional.of(lastWords(putty.program("pscp", "-ls", remote(far)).run()));
    }

    private String remote(String far) {
      return putty.host() + ":" + far;
    }

    private void copy(String... words) {
      List<String> all = new ArrayList<>(List.of("-q", "-p"));
      all.addAll(List.of(words));
      putty.program("pscp", all.toArray(String[]::new)).run().succeeded();
    }
  }

  /** The program {@code psftp}, which has no option for times. */
  record Psftp(PuttyFiles putty) implements FileClient {
    @Override
    public Set<Keeps> keeps() {
      return EnumSet.complementOf(EnumSet.of(Keeps.TIMES));
    }

    @Override
    public void put(Path file, String far) {
      batch("put %s %s".formatted(file, far));
    }

    @Override
    public void get(String far, Path file) {
      batch("get %s %s".formatted(far, file));
    }

    @Override
    public void putTree(Path folder, String far) {
      batch("put -r %s %s".formatted(folder, far));
    }

    @Override
    public void getTree(String far, Path folder) {
      batch("get -r %s %s".formatted(far, folder));
    }

    @Override
    public Optional<List<String>> list(String far) {
      return Optional.of(lastWords(batch("ls " + far)));
    }

    private Result batch(String line) {
      Path lines = putty.machine().file("batch", (line + "\n").getBytes(StandardCharsets.UTF_8));
      return putty.program("psftp", "-b", lines.toString(), putty.host()).run().succeeded();
    }
  }

  /** The names of a long listing, none of which holds a blank. */
  private static List<String> lastWords(Result listing) {
    return listing
        .succeeded()
        .out()
        .lines()
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .toList();
  }
}
