package dev.hatchway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The library paramiko, as a script of Python uses it: {@code paramiko_files.py} in the tests. */
record ParamikoFiles(Ssh ssh) implements FileClient {
  private static final String SCRIPT = "src/test/resources/paramiko_files.py";

  @Override
  public Set<Keeps> keeps() {
    return EnumSet.allOf(Keeps.class);
  }

  @Override
  public void put(Path file, String far) {
    run("put", file.toString(), far);
  }

  @Override
  public void get(String far, Path file) {
    run("get", far, file.toString());
  }

  @Override
  public void putTree(Path folder, String far) {
    run("put-tree", folder.toString(), far);
  }

  @Override
  public void getTree(String far, Path folder) {
    run("get-tree", far, folder.toString());
  }

  @Override
  public Optional<List<String>> list(String far) {
    return Optional.of(run("list", far).out().lines().toList());
  }

  private Result run(String... words) {
    Machine machine = ssh.gateway().home().machine();
    List<String> all = new ArrayList<>();
    // Debian's own, which knows Debian's packages.
    all.addAll(List.of("/usr/bin/python3", machine.project().resolve(SCRIPT).toString()));
    all.addAll(List.of(Integer.toString(ssh.gateway().port()), ssh.login(), ssh.key().toString()));
    all.addAll(List.of(words));
    return machine.program(all).within(Machine.LONG_LIMIT).run().succeeded();
  }
}
