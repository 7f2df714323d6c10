package dev.hatchway;

import java.util.List;
import java.util.Map;

/**
 * An app made from the image that has what people's tools need over there.
 *
 * @param name it has {@code web.1}
 * @param bare the same from an image without an {@code sftp-server}
 */
record ToolsApp(TestEngine engine, String name, String bare) {
  /** A folder that only the image's own PATH has. */
  static final String PATH = "/opt/app/bin:/usr/bin:/bin";

  static ToolsApp start(TestEngine engine) {
    var app = new ToolsApp(engine, engine.named("tools"), engine.named("plain"));
    String image = ToolImage.make(engine);
    start(engine, app.name, image);
    start(engine, app.bare, withoutSftpServer(engine, image));
    return app;
  }

  /** The container of {@code web.1}. */
  String container() {
    return name;
  }

  private static String withoutSftpServer(TestEngine engine, String image) {
    String work = engine.named("without");
    List<String> remove = List.of("rm", ToolImage.SFTP_SERVER);
    SampleApp.started(engine, work, Map.of(), List.of("--user", "0"), image, remove);
    engine.docker("wait", work);
    String without = "hatchway-test-plain:" + engine.named("run");
    engine.docker("commit", work, without);
    engine.docker("rm", work);
    return without;
  }

  private static void start(TestEngine engine, String name, String image) {
    Map<String, String> labels =
        Map.of("hatchway.app", name, "hatchway.process", "web", "hatchway.number", "1");
    List<String> options =
        List.of(
            "--init",
            "--user",
            ToolImage.USER,
            "--workdir",
            ToolImage.HOME,
            "--env",
            "PATH=" + PATH);
    SampleApp.started(engine, name, labels, options, image, List.of("sleep", "1000000"));
  }
}
