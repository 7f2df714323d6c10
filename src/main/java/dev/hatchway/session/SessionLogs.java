package dev.hatchway.session;

import dev.hatchway.audit.Event;
import dev.hatchway.audit.Journal;
import dev.hatchway.audit.NotRecordedException;
import dev.hatchway.audit.Person;
import dev.hatchway.audit.Subject;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the {@link SessionLog} of each session. */
record SessionLogs(Journal journal) {
  private static final Logger log = LoggerFactory.getLogger(SessionLogs.class);

  /** Returns that of a session of which nothing is written down yet. */
  SessionLog of(Client client, CountedEnd end, String id, RequestWords words) {
    Subject subject = new Subject(id, person(client), words.app(), words.verb(), Optional.empty());
    return new SessionLog(journal, subject, end);
  }

  /** A bound has refused a session: nothing has begun, so nothing has to wait for this. */
  void refused(Client client, String limit) {
    try {
      journal.append(new Event.Limit(person(client), limit));
    } catch (NotRecordedException e) {
      log.debug("a refusal was not recorded", e);
    }
  }

  private static Person person(Client client) {
    return new Person(
        client.grant().user().name(),
        client.grant().fingerprint(),
        client.connection().address(),
        client.login().text());
  }
}
