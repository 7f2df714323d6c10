package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The unmodified Ansible, with the settings it comes with, at a process as at any machine. */
@InWorld
class AnsibleTest {
  private final World world;

  AnsibleTest(World world) {
    this.world = world;
    world.tools();
  }

  @ParameterizedTest
  @ValueSource(strings = {"web.1", "run"})
  void itPings(String process) {
    assertThat(ansible(world.tools().name() + "+" + process, "ping").succeeded().out())
        .contains("\"ping\": \"pong\"");
  }

  @Test
  void itCopiesOnceAndThenFindsNothingToChange() {
    String name = "copied" + world.machine().newNumber();
    String words = "src=%s dest=/tmp/%s mode=0640".formatted(file("by ansible\n"), name);
    String login = world.tools().name() + "+web.1";
    Result first = ansible(login, "copy", "-a", words);
    assertThat(first.succeeded().out()).contains("\"changed\": true");
    assertThat(first.err()).doesNotContain("transfer mechanism failed");
    assertThat(ansible(login, "copy", "-a", words).succeeded().out())
        .contains("\"changed\": false");
    String look = "cat /tmp/%s; stat -c '%%a %%U' /tmp/%1$s".formatted(name);
    assertThat(world.ssh().as(login).run(look).out()).isEqualTo("by ansible\n640 app\n");
  }

  @Test
  void withoutAnSftpServerItFindsAnotherWay() {
    String login = world.tools().bare() + "+web.1";
    String words = "src=%s dest=/tmp/copied".formatted(file("piped\n"));
    assertThat(ansible(login, "copy", "-a", words).succeeded().out()).contains("\"changed\": true");
    assertThat(world.ssh().as(login).run("cat /tmp/copied").out()).isEqualTo("piped\n");
  }

  @Test
  void commandsAndShellLinesEndAsTheyEnd() {
    String login = world.tools().name() + "+web.1";
    assertThat(ansible(login, "command", "-a", "echo 'a  b' $HOME").succeeded().out())
        .contains("rc=0", "a  b " + ToolImage.HOME);
    assertThat(ansible(login, "shell", "-a", "echo out | tr o O; exit 3").out())
        .contains("rc=3", "Out");
  }

  private Path file(String text) {
    return world.machine().file("src", text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Runs one module. The connection that Ansible keeps open (ControlPersist) ends soon, and so do
   * what it left in the test's folder of sockets, which has a short name.
   */
  private Result ansible(String login, String module, String... words) {
    TestGateway gateway = world.gateway();
    Machine machine = world.machine();
    String host =
        "there ansible_host=127.0.0.1 ansible_port=%d ansible_user=%s ansible_ssh_private_key_file=%s%n"
            .formatted(gateway.port(), login, gateway.home().key());
    Path inventory = machine.file("hosts", host.getBytes(StandardCharsets.UTF_8));
    List<String> all =
        new ArrayList<>(List.of("/usr/bin/ansible", "-i", inventory.toString(), "all"));
    all.addAll(List.of("-m", module));
    all.addAll(List.of(words));
    return machine
        .program(all)
        .with("ANSIBLE_CONFIG", machine.file("none.cfg", new byte[0]).toString())
        .with("ANSIBLE_LOCAL_TEMP", machine.folder("ansible").toString())
        .with("ANSIBLE_HOME", machine.folder("ansible").toString())
        .with("ANSIBLE_SSH_CONTROL_PATH_DIR", machine.folder("c").toString())
        .with(
            "ANSIBLE_SSH_ARGS",
            "-F none -C -o ControlMaster=auto -o ControlPersist=5s"
                + " -o IdentitiesOnly=yes -o IdentityAgent=none -o StrictHostKeyChecking=no"
                + " -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR")
        .within(Machine.LONG_LIMIT)
        .run();
  }
}
