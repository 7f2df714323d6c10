package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Containers with exactly the labels and names that each deployment tool gives them: they are found
 * as the processes that they are, can be entered and copied, and the tool does not take the copy
 * for its own.
 */
@InWorld
class LabelledAppsTest {
  private static final String SHA = "9a1c2ef9a1c2ef9a1c2ef9a1c2ef9a1c2ef9a1c2";
  private static final String NODE = "0ex9slsqemsq91u4pdzxejwi5";

  private final World world;
  private final String app;
  private final List<String> started = new ArrayList<>();

  LabelledAppsTest(World world) {
    this.world = world;
    this.app = world.engine().named("tooled" + world.machine().newNumber() + "x");
    world.gateway();
  }

  @AfterEach
  void remove() {
    started.forEach(this::remove);
    world.engine().oneOffs(app).forEach(this::remove);
  }

  @Test
  void duringADeploymentOfDokkuTheContainerWithThePlainNameIsTheProcess() {
    String web = start(app + ".web.1", ToolLabels.dokku(app, "web.1"), "old");
    String upcoming = start(app + ".web.1.upcoming-8948", ToolLabels.dokku(app, "web.1"), "new");
    assertThat(names()).isEqualTo("web.1\n");
    assertThat(origin("enter", "web.1")).isEqualTo("old");
    rename(web, app + ".web.1.1732183200");
    assertThat(origin("enter", "web.1")).isEqualTo("new");
    rename(upcoming, web);
    assertThat(names()).isEqualTo("web.1\n");
    assertThat(origin("enter", "web.1")).isEqualTo("new");
    assertThat(origin("run")).isEqualTo("new");
    assertThat(oneOff()).isIn(listed("com.dokku.app-name=" + app, "com.dokku.container-type=run"));
  }

  @Test
  void anApplicationOfCoolifyIsAnAppWithoutItsPreviewsAndItsProxy() {
    String old = start(app + "-101112130", coolify(app + "-101112130"), "old");
    var preview = coolify(app + "-pr-12");
    preview.put("coolify.pullRequestId", "12");
    start(app + "-pr-12", preview, "preview");
    var proxy = new HashMap<>(ToolLabels.compose(app + "-proxy", "traefik"));
    proxy.put("coolify.managed", "true");
    proxy.put("coolify.proxy", "true");
    start(app + "-proxy", proxy, "proxy");
    assertThat(names()).isEqualTo(app + ".1\n");
    assertThat(origin("enter", app)).isEqualTo("old");
    assertThat(origin("run")).isEqualTo("old");
    assertThat(world.gateway().ssh(app + "-pr-12").run("run", "echo $ORIGIN").out())
        .isEqualTo("preview\n");
    assertThat(world.gateway().ssh(app + "-proxy").run("ps").code()).isEqualTo(20);
    // The next deployment: both are there for a while, and the old one stays the first.
    start(app + "-131415160", coolify(app + "-131415160"), "new");
    assertThat(names()).isEqualTo(app + ".1\n" + app + ".2\n");
    assertThat(origin("enter", app + ".1")).isEqualTo("old");
    assertThat(origin("enter", app + ".2")).isEqualTo("new");
    assertThat(oneOff()).isNotIn(listed("coolify.managed=true"));
    remove(old);
    assertThat(origin("run")).isEqualTo("new");
  }

  @Test
  void anApplicationOfCoolifyMayHaveSeveralServices() {
    for (String service : List.of("web", "worker")) {
      String name = service + "-" + app + "-134731832202";
      var labels = coolify(service);
      labels.put("coolify.name", name);
      start(name, labels, service);
    }
    assertThat(names()).isEqualTo("web.1\nworker.1\n");
    assertThat(origin("enter", "worker")).isEqualTo("worker");
    assertThat(origin("run")).isEqualTo("web");
    assertThat(origin("run", "-t", "worker")).isEqualTo("worker");
  }

  @Test
  void theRolesOfAServiceOfKamalAreItsProcesses() {
    String old = start(app + "-web-0000000", ToolLabels.kamal(app, "web", ""), "old");
    start(app + "-web-" + SHA, ToolLabels.kamal(app, "web", ""), "new");
    start(app + "-worker-" + SHA, ToolLabels.kamal(app, "worker", ""), "worker");
    start(app + "-web-staging-" + SHA, ToolLabels.kamal(app, "web", "staging"), "staging");
    start(app + "-db", Map.of("service", app + "-db"), "accessory");
    start(app + "-web-exec-" + SHA + "-0123ab", Map.of("service", app), "exec");
    assertThat(names()).isEqualTo("web.1\nworker.1\nexec.1\n");
    assertThat(origin("enter", "web.1")).isEqualTo("new");
    assertThat(origin("enter", "exec.1")).isEqualTo("exec");
    world.engine().docker("stop", old);
    assertThat(names()).isEqualTo("web.1\nworker.1\nexec.1\n");
    assertThat(origin("run")).isEqualTo("new");
    assertThat(world.gateway().ssh(app + "-staging").run("run", "echo $ORIGIN").out())
        .isEqualTo("staging\n");
    assertThat(world.gateway().ssh(app + "-db").run("ps").code()).isEqualTo(20);
    assertThat(oneOff()).isNotIn(listed("service=" + app));
  }

  @Test
  void kamalDoesNotFindAOneOffByWhatTheImageSays() {
    String built = start(app + "-built", Map.of(), "built");
    String image = "hatchway-test-kamal:" + app;
    world.engine().docker("commit", "--change", "LABEL service=" + app, built, image);
    String web = app + "-web-" + SHA;
    SampleApp.started(
        world.engine(), web, ToolLabels.kamal(app, "web", ""), List.of(), image, SampleApp.IDLE);
    started.add(web);
    assertThat(listed("service=" + app)).containsExactly(web);
    String oneOff = oneOff();
    assertThat(world.engine().inspect(oneOff).path("Image"))
        .isEqualTo(world.engine().inspect(web).path("Image"));
    assertThat(listed("service=" + app)).containsExactly(web);
  }

  @Test
  void theTasksOfAStackAreTheProcessesOfTheirSlots() {
    swarm("web", "7", "xmkfqg4a46yezr58vsuxy2s66", "seven");
    swarm("web", "2", "aumfe6vj42bgrz9e52yykvrsr", "two");
    String ended = swarm("web", "2", "p6s2nfat506uftx0d528vz2tj", "ended");
    world.engine().docker("kill", ended);
    swarm("agent", NODE, "bu3k79qyfmj5wgq6fidosks2a", "agent");
    assertThat(names()).isEqualTo("agent.1\nweb.2\nweb.7\n");
    assertThat(origin("enter", "web")).isEqualTo("two");
    assertThat(origin("enter", "web.7")).isEqualTo("seven");
    assertThat(origin("enter", "agent.1")).isEqualTo("agent");
    assertThat(origin("run")).isEqualTo("two");
    assertThat(oneOff()).isNotIn(listed("com.docker.swarm.task"));
  }

  @Test
  void theTasksOfAJobOfNomadAreCounted() {
    String first = nomad("web", "8f9c2f4e-7d0b-4c5e-b1c4-0d9a6f2e3b11", "first");
    nomad("web", "1b2c3d4e-7d0b-4c5e-b1c4-0d9a6f2e3b12", "second");
    nomad("sidecar", "8f9c2f4e-7d0b-4c5e-b1c4-0d9a6f2e3b11", "sidecar");
    assertThat(names()).isEqualTo("sidecar.1\nweb.1\nweb.2\n");
    assertThat(origin("enter", "web.1")).isEqualTo("first");
    assertThat(origin("enter", "web.2")).isEqualTo("second");
    assertThat(origin("run")).isEqualTo("first");
    assertThat(origin("run", "-t", "sidecar")).isEqualTo("sidecar");
    world.engine().docker("kill", first);
    assertThat(origin("enter", "web.2")).isEqualTo("second");
    assertThat(origin("run")).isEqualTo("second");
    // Nomad kills what has the label and is no allocation that it knows.
    assertThat(oneOff()).isNotIn(listed("com.hashicorp.nomad.alloc_id"));
  }

  private Map<String, String> coolify(String service) {
    return new HashMap<>(ToolLabels.coolify(app, app, service));
  }

  private String swarm(String service, String slot, String task, String origin) {
    String name = app + "_" + service + "." + slot + "." + task;
    return start(name, ToolLabels.swarm(app, service, slot, task), origin);
  }

  /** The container's name has the app in front, because others test with the same allocations. */
  private String nomad(String task, String allocation, String origin) {
    return start(
        app + "-" + task + "-" + allocation, ToolLabels.nomad(app, task, allocation), origin);
  }

  private String start(String name, Map<String, String> labels, String origin) {
    started.add(name);
    List<String> options = List.of("--env", "ORIGIN=" + origin);
    return SampleApp.started(
        world.engine(), name, labels, options, world.images().busybox(), SampleApp.IDLE);
  }

  private void rename(String name, String other) {
    world.engine().docker("rename", name, other);
    started.add(other);
  }

  private void remove(String container) {
    world.engine().tried("rm", "--force", container);
  }

  private String names() {
    return world.gateway().ssh(app).run("ps", "--format", "names").succeeded().out();
  }

  /** Which container a program of that command runs in, or in a copy of. */
  private String origin(String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    words.add("echo $ORIGIN");
    return world.gateway().ssh(app).run(words.toArray(String[]::new)).succeeded().out().strip();
  }

  /** The container of a new detached one-off. */
  private String oneOff() {
    return world
        .gateway()
        .ssh(app)
        .run("run", "--detach", "sleep", "600")
        .succeeded()
        .out()
        .strip();
  }

  /** What the tool finds, which asks for its labels. */
  private List<String> listed(String... labels) {
    List<String> words = new ArrayList<>(List.of("ps", "--all", "--format", "{{.Names}}"));
    for (String label : labels) {
      words.addAll(List.of("--filter", "label=" + label));
    }
    return world.engine().docker(words).lines().toList();
  }
}
