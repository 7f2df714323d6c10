package dev.hatchway;

import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The apps of the tour: {@code shop} by Hatchway's own labels, which was deployed twice, {@code
 * node-js-app} as Dokku runs it, and {@code my-app}, which is declared and runs nothing.
 */
record TourApps(World world, TestGateway gateway) implements AutoCloseable {
  /** Apart from the apps of other tests. */
  private static final String MARK = "-tour";

  private static final List<String> NAMES = List.of("shop", "node-js-app", "my-app");

  static TourApps start(World world) {
    TestEngine engine = world.engine();
    String first = image(engine, 41);
    String second = image(engine, 42);
    Home home = Home.create(world.machine());
    String key = Home.publicKey(home.key());
    home.withdraw(key);
    home.authorize("apps=\"*" + engine.named(MARK) + "\" " + key);
    home.app(
        named(engine, "my-app"),
        "image: %s\nworkdir: /app\nuser: app\nprocesses:\n  console: rails console\n"
            .formatted(second));
    startDokku(engine, second, "web", "web");
    startDokku(engine, second, "cron", "sleep", "1000000");
    startShop(engine, first, "web");
    TestGateway gateway = TestGateway.start(home);
    var apps = new TourApps(world, gateway);
    apps.awaitReleases(1);
    engine.docker("rm", "-f", named(engine, "shop") + ".web.1");
    startShop(engine, second, "web");
    startShop(engine, second, "worker");
    apps.awaitReleases(2);
    return apps;
  }

  /** A line of the document as it is to be typed here. */
  String typed(String line) {
    String typed = line;
    for (String name : NAMES) {
      String word = "(?<![\\w./-])" + name + "(?![\\w./-]*\\.(?:env|tar))(?=[\\s@+.'\"]|$)";
      typed = typed.replaceAll(word, named(world.engine(), name));
    }
    return typed;
  }

  /** What a program has shown here, as the document says it. */
  String told(String text) {
    return text.replace(world.engine().named(MARK), "");
  }

  @Override
  public void close() {
    try (gateway) {
      TestEngine engine = world.engine();
      NAMES.forEach(
          name ->
              engine.oneOffs(named(engine, name)).forEach(each -> engine.tried("rm", "-f", each)));
      engine.docker("rm", "-f", named(engine, "shop") + ".web.1");
      engine.docker("rm", "-f", named(engine, "shop") + ".worker.1");
      engine.docker("rm", "-f", named(engine, "node-js-app") + ".web.1");
      engine.docker("rm", "-f", named(engine, "node-js-app") + ".cron.1");
    }
  }

  private static String named(TestEngine engine, String name) {
    return engine.named(name + MARK);
  }

  private void awaitReleases(int count) {
    Ssh shop = gateway.ssh(named(world.engine(), "shop"));
    await("release " + count)
        .atMost(Machine.LIMIT)
        .until(
            () ->
                shop.run("releases").out().lines().filter(line -> line.contains("v")).count()
                    >= count);
  }

  /** Another version of the demo's image. */
  private static String image(TestEngine engine, int version) {
    String demo = named(engine, "hatchway-demo");
    engine.machine().program("bin/demo-image", demo).within(Machine.LONG_LIMIT).run().succeeded();
    String image = named(engine, "shop") + ":" + version;
    String file = "FROM %s%nLABEL %s%nENV VERSION=%d%n".formatted(demo, engine.label(), version);
    engine
        .dockerProgram(List.of("build", "--quiet", "--tag", image, "-"))
        .reading(file)
        .within(Machine.LONG_LIMIT)
        .run()
        .succeeded();
    engine.docker("rmi", demo);
    return image;
  }

  private static void startShop(TestEngine engine, String image, String type) {
    String app = named(engine, "shop");
    Map<String, String> labels =
        Map.of("hatchway.app", app, "hatchway.process", type, "hatchway.number", "1");
    start(engine, app + "." + type + ".1", labels, image, type);
  }

  private static void startDokku(TestEngine engine, String image, String type, String... program) {
    String app = named(engine, "node-js-app");
    var labels = new HashMap<String, String>();
    labels.put("com.dokku.app-name", app);
    labels.put("com.dokku.process-type", type);
    labels.put("com.dokku.dyno", type + ".1");
    labels.put("com.dokku.container-type", "deploy");
    labels.put("dokku", "");
    start(engine, app + "." + type + ".1", labels, image, program);
  }

  private static void start(
      TestEngine engine, String name, Map<String, String> labels, String image, String... program) {
    List<String> options =
        List.of(
            "--user", "app", "--workdir", "/app", "--env", "PORT=8080", "--env", "GREETING=hello");
    SampleApp.started(engine, name, labels, options, image, List.of(program));
  }
}
