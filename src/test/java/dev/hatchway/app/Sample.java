package dev.hatchway.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hatchway.app.ContainerFacts.State;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A container for a test, with the labels that its tool really writes, and what differs. */
record Sample(
    String id,
    String name,
    State state,
    Instant created,
    String image,
    Map<String, String> labels) {
  private static final Instant DEPLOYED = Instant.parse("2026-11-21T10:00:00Z");
  private static final String IMAGE =
      "sha256:d1dfc0a75e303596b9e4c7c1d3306fdac4df7a496f1acc83ab85a563810bf09b";

  Sample(String name, Map<String, String> labels) {
    this(idOf(name), name, State.RUNNING, DEPLOYED, IMAGE, labels);
  }

  /** What Compose 2.24 writes on the container of a service. */
  static Sample compose(String project, String service, int number) {
    Map<String, String> labels = new HashMap<>();
    labels.put("com.docker.compose.project", project);
    labels.put("com.docker.compose.service", service);
    labels.put("com.docker.compose.container-number", Integer.toString(number));
    labels.put("com.docker.compose.oneoff", "False");
    labels.put("com.docker.compose.config-hash", "462afacb4521d13580c2096c7b00b98970f07fe841e4");
    labels.put("com.docker.compose.depends_on", "db:service_started:true");
    labels.put("com.docker.compose.image", IMAGE);
    labels.put("com.docker.compose.project.config_files", "/srv/shop/compose.yaml");
    labels.put("com.docker.compose.project.working_dir", "/srv/shop");
    labels.put("com.docker.compose.version", "2.24.5");
    return new Sample(project + "-" + service + "-" + number, labels);
  }

  /** What Dokku writes on the container of a process; half of it comes from the release image. */
  static Sample dokku(String app, String dyno) {
    Map<String, String> labels = dokkuImage(app);
    labels.put("com.dokku.container-type", "deploy");
    labels.put("com.dokku.dyno", dyno);
    labels.put("com.dokku.process-type", dyno.substring(0, dyno.lastIndexOf('.')));
    return new Sample(app + "." + dyno, labels);
  }

  /** What Dokku writes on the container of {@code dokku run} or of a cron task. */
  static Sample dokkuOneOff(String app, String type, int number) {
    Map<String, String> labels = dokkuImage(app);
    labels.put("com.dokku.container-type", type);
    return new Sample(app + "." + type + "." + number, labels);
  }

  /** What Hatchway writes on a one-off, without the marks for other tools. */
  static Sample oneOff(String app, int number) {
    return hatchway(app, "run", number).label("hatchway.user", "alice");
  }

  /** What an operator writes on a container of an app that no tool runs. */
  static Sample hatchway(String app, String type, int number) {
    Map<String, String> labels = new HashMap<>();
    labels.put("hatchway.app", app);
    labels.put("hatchway.process", type);
    labels.put("hatchway.number", Integer.toString(number));
    return new Sample(app + "." + type + "." + number, labels);
  }

  static Map<String, String> dokkuImage(String app) {
    Map<String, String> labels = new HashMap<>();
    labels.put("com.dokku.app-name", app);
    labels.put("com.dokku.builder-type", "herokuish");
    labels.put("com.dokku.image-stage", "release");
    labels.put("com.gliderlabs.herokuish/stack", "heroku-24");
    labels.put("dokku", "");
    labels.put("org.label-schema.schema-version", "1.0");
    labels.put("org.label-schema.vendor", "dokku");
    return labels;
  }

  /** What Coolify 4 writes on the container of an application; Compose starts it. */
  static Sample coolify(String resource, String uuid) {
    String name = uuid + "-101112130";
    Map<String, String> labels = new HashMap<>(compose(uuid, name, 1).labels());
    labels.put("coolify.managed", "true");
    labels.put("coolify.version", "4.0.0");
    labels.put("coolify.applicationId", "23");
    labels.put("coolify.type", "application");
    labels.put("coolify.name", uuid);
    labels.put("coolify.resourceName", resource);
    labels.put("coolify.projectName", "my-first-project");
    labels.put("coolify.serviceName", resource);
    labels.put("coolify.environmentName", "production");
    labels.put("coolify.pullRequestId", "0");
    return new Sample(name, labels);
  }

  /** What Kamal 2 writes on the container of a role; the first also stands in the image. */
  static Sample kamal(String service, String role, String destination, String version) {
    Map<String, String> labels = new HashMap<>();
    labels.put("service", service);
    labels.put("role", role);
    labels.put("destination", destination);
    String suffix = destination.isEmpty() ? "" : "-" + destination;
    return new Sample(service + "-" + role + suffix + "-" + version, labels);
  }

  /** What Swarm of Engine 20.10 writes on the container of a task of a stack. */
  static Sample swarm(String stack, String service, String slot, String task) {
    return swarmService(stack + "_" + service, slot, task)
        .label("com.docker.stack.namespace", stack);
  }

  /** The same of a service that was made by hand, or by CapRover or Dokploy. */
  static Sample swarmService(String service, String slot, String task) {
    String name = service + "." + slot + "." + task;
    Map<String, String> labels = new HashMap<>();
    labels.put("com.docker.swarm.node.id", "0ex9slsqemsq91u4pdzxejwi5");
    labels.put("com.docker.swarm.service.id", "1h7kv33nfeh89frug7vk0lsjb");
    labels.put("com.docker.swarm.service.name", service);
    labels.put("com.docker.swarm.task", "");
    labels.put("com.docker.swarm.task.id", task);
    labels.put("com.docker.swarm.task.name", name);
    return new Sample(name, labels);
  }

  /** What Nomad 1.9 writes with {@code extra_labels = ["job_name", "task_*"]}. */
  static Sample nomad(String job, String task, String allocation) {
    Map<String, String> labels = new HashMap<>();
    labels.put("com.hashicorp.nomad.alloc_id", allocation);
    labels.put("com.hashicorp.nomad.job_name", job);
    labels.put("com.hashicorp.nomad.task_group_name", "app");
    labels.put("com.hashicorp.nomad.task_name", task);
    return new Sample(task + "-" + allocation, labels);
  }

  Sample label(String key, String value) {
    Map<String, String> more = new HashMap<>(labels);
    more.put(key, value);
    return new Sample(id, name, state, created, image, more);
  }

  Sample without(String key) {
    Map<String, String> fewer = new HashMap<>(labels);
    fewer.remove(key);
    return new Sample(id, name, state, created, image, fewer);
  }

  Sample named(String other) {
    return new Sample(idOf(other), other, state, created, image, labels);
  }

  Sample id(String other) {
    return new Sample(other, name, state, created, image, labels);
  }

  Sample state(State other) {
    return new Sample(id, name, other, created, image, labels);
  }

  Sample createdLater() {
    return new Sample(id, name, state, created.plusSeconds(1), image, labels);
  }

  /** Made from the image whose id begins with this digit and is made of it. */
  Sample image(char digit) {
    return new Sample(id, name, state, created, imageOf(digit), labels);
  }

  static String imageOf(char digit) {
    return "sha256:" + String.valueOf(digit).repeat(64);
  }

  ContainerFacts facts() {
    return new ContainerFacts(
        id,
        name,
        labels,
        state,
        image,
        "shop:latest",
        List.of("/start", "web"),
        created,
        Optional.of(created),
        Optional.empty(),
        OptionalInt.empty());
  }

  /** The same name always has the same id, and two names have ids that differ from the start. */
  private static String idOf(String name) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
