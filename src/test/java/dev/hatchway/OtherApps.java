package dev.hatchway;

import java.util.List;
import java.util.Map;

/**
 * Apps beside the sample app: one as Dokku starts it, two with Hatchway's own labels.
 *
 * @param dokku has {@code web.1}
 * @param own has {@code web.1}, from the image with a bash
 * @param bare has {@code job.1}, from the image without a shell
 */
record OtherApps(String dokku, String own, String bare) {
  static OtherApps start(TestEngine engine, TestImages images) {
    var apps = new OtherApps(engine.named("blog"), engine.named("api"), engine.named("tool"));
    Map<String, String> dokkuLabels =
        Map.of(
            "com.dokku.app-name", apps.dokku,
            "com.dokku.process-type", "web",
            "com.dokku.dyno", "web.1",
            "com.dokku.container-type", "deploy",
            "com.dokku.builder-type", "herokuish",
            "com.dokku.image-stage", "release",
            "dokku", "",
            "org.label-schema.vendor", "dokku");
    start(engine, apps.dokkuContainer(), dokkuLabels, images.busybox());
    start(engine, apps.ownContainer(), own(apps.own, "web", 1), images.bash());
    start(engine, apps.bareContainer(), own(apps.bare, "job", 1), images.distroless());
    return apps;
  }

  String dokkuContainer() {
    return dokku + ".web.1";
  }

  String ownContainer() {
    return own + ".web.1";
  }

  String bareContainer() {
    return bare + ".job.1";
  }

  private static void start(
      TestEngine engine, String name, Map<String, String> labels, String image) {
    List<String> options = List.of("--env", "ORIGIN=" + name);
    SampleApp.started(engine, name, labels, options, image, SampleApp.IDLE);
  }

  /** The labels of an app that no tool runs. */
  static Map<String, String> own(String app, String type, int number) {
    String text = Integer.toString(number);
    return Map.of("hatchway.app", app, "hatchway.process", type, "hatchway.number", text);
  }
}
