package dev.hatchway.session;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hatchway.app.Release;
import dev.hatchway.app.Releases;
import dev.hatchway.command.Command;
import dev.hatchway.model.ExitCode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** {@code releases}: what an app ran as, newest first. */
public final class ReleasesCommand {
  private static final DateTimeFormatter JSON_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Releases releases;

  public ReleasesCommand(Releases releases) {
    this.releases = releases;
  }

  ExitCode list(Visit visit, Command.Releases wish) {
    List<Release> all = releases.of(visit.name());
    switch (wish.format()) {
      case JSON -> visit.voice().result(json(all));
      case TABLE, NAMES, HEROKU -> table(all).lines().forEach(visit.voice()::result);
    }
    if (all.isEmpty()) {
      visit
          .voice()
          .status(
              "No release is known yet: the first is what web, or the only process type, runs as");
    }
    return ExitCode.OK;
  }

  /** The mark has a column of its own without a head, so that the others stay single words. */
  private static Table table(List<Release> releases) {
    Table table = new Table(List.of("RELEASE", "IMAGE", "TAG", "SINCE", "SOURCE", ""));
    for (Release release : releases) {
      table.add(
          release.name(),
          release.shortImage(),
          release.tag(),
          release.since().truncatedTo(ChronoUnit.SECONDS).toString(),
          release.source(),
          release.equals(releases.getFirst()) ? "current" : "");
    }
    return table;
  }

  private static String json(List<Release> releases) {
    ArrayNode array = new JsonMapper().createArrayNode();
    for (Release release : releases) {
      array
          .addObject()
          .put("release", release.number())
          .put("image", release.image())
          .put("tag", release.tag())
          .put("since", JSON_TIME.format(release.since()))
          .put("source", release.source())
          .put("current", release.equals(releases.getFirst()));
    }
    return array.toString();
  }
}
