package dev.hatchway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A project as Compose starts it: {@code web} twice and {@code worker} once, with the labels that
 * Compose writes, on a network of its own, with a volume, limits and marks for a reverse proxy.
 *
 * @param name the project, which is the app's name
 */
record SampleApp(TestEngine engine, TestImages images, String name) {
  /** A value that nothing but the program may ever show. */
  static final String SECRET = "s3cret-of-the-database";

  /** The user that web runs as, {@code app} in the image. */
  static final int USER = 1000;

  static final String MEMORY = "256m";
  static final long MEMORY_BYTES = 256L * 1024 * 1024;

  /** Little, so that a test can use it up in a moment. */
  static final String WORKER_MEMORY = "48m";

  /** A program that does nothing until it is told to end. */
  static final List<String> IDLE = List.of("/bin/sleep", "1000000");

  static SampleApp start(TestEngine engine, TestImages images) {
    var app = new SampleApp(engine, images, engine.named("shop"));
    engine.docker("network", "create", "--label", engine.label(), app.network());
    engine.docker("volume", "create", "--label", engine.label(), app.volume());
    Path bound = engine.machine().folder("bound");
    app.startWeb(1, bound);
    app.startWeb(2, bound);
    app.startWorker();
    return app;
  }

  String network() {
    return name + "_default";
  }

  String volume() {
    return name + "_data";
  }

  /** The name that Compose gives the container of a process. */
  String container(String service, int number) {
    return name + "-" + service + "-" + number;
  }

  /** The name that Hatchway gives the container of a one-off. */
  String oneOff(int number) {
    return name + ".run." + number;
  }

  /** Starts a container with these labels and options, and returns its name. */
  static String started(
      TestEngine engine,
      String name,
      Map<String, String> labels,
      List<String> options,
      String image,
      List<String> program) {
    List<String> words = new ArrayList<>(List.of("run", "--detach", "--name", name));
    words.addAll(List.of("--label", engine.label(), "--stop-timeout", "1"));
    labels.forEach((key, value) -> words.addAll(List.of("--label", key + "=" + value)));
    words.addAll(options);
    words.add(image);
    words.addAll(program);
    engine.docker(words);
    return name;
  }

  private void startWeb(int number, Path bound) {
    Map<String, String> routing =
        Map.of(
            "traefik.enable", "true",
            "traefik.http.routers.shop.rule", "Host(`shop.example`)",
            "caddy", "shop.example",
            "com.example.team", "checkout");
    List<String> options =
        Stream.of(
                List.of("--init", "--user", "app", "--workdir", "/srv", "--restart", "always"),
                List.of("--network", network(), "--network-alias", "web"),
                List.of("--volume", volume() + ":/data", "--volume", bound + ":/bound:ro"),
                List.of("--env", "RAILS_ENV=production", "--env", "EMPTY="),
                List.of("--env", "DATABASE_URL=postgres://shop:" + SECRET + "@db/shop"),
                List.of("--env", "GREETING=it's  two words", "--env", "VIRTUAL_HOST=shop.example"),
                List.of("--env", "LETSENCRYPT_HOST=shop.example"),
                List.of("--memory", MEMORY, "--cpus", "1.5", "--ulimit", "nofile=512:1024"),
                List.of("--add-host", "db.example:10.9.8.7", "--dns-search", "shop.internal"),
                List.of("--cap-drop", "NET_RAW", "--security-opt", "no-new-privileges"),
                List.of("--publish", "127.0.0.1::8080", "--health-cmd", "true"))
            .flatMap(List::stream)
            .toList();
    var labels = new HashMap<>(compose("web", number));
    labels.putAll(routing);
    List<String> serve = List.of("httpd", "-f", "-p", "8080", "-h", "/srv");
    started(engine, container("web", number), labels, options, images.busybox(), serve);
  }

  private void startWorker() {
    List<String> options =
        List.of("--network", network(), "--memory", WORKER_MEMORY, "--env", "QUEUE=mail");
    started(engine, container("worker", 1), compose("worker", 1), options, images.busybox(), IDLE);
  }

  /** The labels that Compose 2.29 writes on the container of a service. */
  private Map<String, String> compose(String service, int number) {
    String prefix = "com.docker.compose.";
    return Map.of(
        prefix + "project",
        name,
        prefix + "service",
        service,
        prefix + "container-number",
        Integer.toString(number),
        prefix + "oneoff",
        "False",
        prefix + "config-hash",
        "5d1c0a7ee9b8aa4d6b31d5dd9ea3ba1ab3b8e50c21b2d5a26d9b4e1f7c03bb9a",
        prefix + "project.working_dir",
        "/srv/" + name,
        prefix + "project.config_files",
        "/srv/" + name + "/compose.yaml",
        prefix + "depends_on",
        "",
        prefix + "version",
        "2.29.7");
  }
}
