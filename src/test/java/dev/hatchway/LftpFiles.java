package dev.hatchway;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The program {@code lftp}, which starts {@code ssh} itself and has two files on their way. */
record LftpFiles(Ssh ssh) implements FileClient {
  @Override
  public Set<Keeps> keeps() {
    return EnumSet.allOf(Keeps.class);
  }

  @Override
  public void put(Path file, String far) {
    run("put %s -o %s".formatted(file, far));
  }

  @Override
  public void get(String far, Path file) {
    run("get %s -o %s".formatted(far, file));
  }

  @Override
  public void putTree(Path folder, String far) {
    run("mirror -R --no-umask --parallel=2 %s %s".formatted(folder, far));
  }

  @Override
  public void getTree(String far, Path folder) {
    run("mirror --no-umask --parallel=2 %s %s".formatted(far, folder));
  }

  @Override
  public Optional<List<String>> list(String far) {
    String lines = run("cls -1 --basename " + far).out();
    return Optional.of(lines.replace("/", "").lines().toList());
  }

  private Result run(String command) {
    List<String> client = ssh.command().words();
    String program = "ssh -a -x " + String.join(" ", client.subList(1, client.size() - 1));
    String script =
        """
        set cmd:fail-exit true
        set net:max-retries 1
        set net:timeout 60
        set sftp:connect-program '%s'
        open -u %s,none sftp://127.0.0.1:%d
        %s
        """
            .formatted(program, ssh.login(), ssh.gateway().port(), command);
    Machine machine = ssh.gateway().home().machine();
    return machine
        .program("lftp", "--norc", "-c", script)
        .with("LFTP_HOME", machine.folder("lftp").toString())
        .within(Machine.LONG_LIMIT)
        .run()
        .succeeded();
  }
}
