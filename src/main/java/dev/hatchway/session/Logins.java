package dev.hatchway.session;

import dev.hatchway.access.Grant;
import dev.hatchway.audit.Event;
import dev.hatchway.audit.Journal;
import dev.hatchway.audit.NotRecordedException;
import dev.hatchway.audit.Person;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has logged in, and who has not, for the audit log. A login that cannot be recorded is no
 * login to refuse: its first session is refused, and says why.
 */
public final class Logins {
  private static final Logger log = LoggerFactory.getLogger(Logins.class);

  private final Journal journal;

  public Logins(Journal journal) {
    this.journal = journal;
  }

  /**
   * Somebody has logged in.
   *
   * @param address the client's, with its port
   * @param login the SSH user name
   */
  public void succeeded(Grant grant, String address, String login) {
    append(new Event.Login(new Person(grant.user().name(), grant.fingerprint(), address, login)));
  }

  /**
   * A connection has ended without a login.
   *
   * @param key the last one that was offered
   * @param tries how many were
   */
  public void failed(String key, String address, String login, int tries) {
    append(new Event.LoginFailed(Optional.of(key), address, login, tries));
  }

  private void append(Event event) {
    try {
      journal.append(event);
    } catch (NotRecordedException e) {
      log.debug("a login was not recorded", e);
    }
  }
}
