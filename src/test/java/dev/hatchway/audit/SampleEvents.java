package dev.hatchway.audit;

import java.util.List;
import java.util.Optional;

/** Events of alice at the app {@code shop}. */
public final class SampleEvents {
  private static final Person ALICE =
      new Person("alice", "SHA256:47DEQpj8HBSa", "203.0.113.9:50122", "shop");

  private SampleEvents() {}

  /** The session of that id. */
  public static Subject session(String id) {
    return new Subject(id, ALICE, Optional.of("shop"), "run", Optional.empty());
  }

  /** Where it runs. */
  public static Place place() {
    return new Place("c0ffee", "sha256:1234", Optional.of("host1"));
  }

  /** The start of a session with these words. */
  public static Event start(String id, String... words) {
    return new Event.SessionStart(session(id), new AuditedWords(List.of(words)));
  }

  /** One of each kind. */
  public static List<Event> all() {
    Subject placed = session("1").at(place());
    return List.of(
        new Event.GatewayStart("1.0", List.of("nothing")),
        new Event.Login(ALICE),
        new Event.LoginFailed(Optional.of("SHA256:0"), "203.0.113.9:1", "root", 3),
        start("1", "rake", "db:migrate"),
        new Event.SessionProgram(placed),
        new Event.File(placed, "/tmp/f", true, 3, Optional.of("abc")),
        new Event.Forward(placed, "db.1", 5432),
        new Event.Denied(session("2"), "your key does not allow run in shop"),
        new Event.Limit(ALICE, "you have 50 open sessions"),
        new Event.KeyAdded(ALICE, "bob", "SHA256:1"),
        new Event.KeyRemoved(ALICE, "bob", "SHA256:1"),
        new Event.SessionEnd(placed, 0, "", 1, 2, 3),
        new Event.GatewayStop());
  }
}
