package dev.hatchway.session;

import dev.hatchway.app.App;
import dev.hatchway.model.AppName;
import dev.hatchway.stream.ClientEnd;

/**
 * One client at one app, where it may be.
 *
 * @param session the id of the session, which labels and processes carry
 */
record Visit(Client client, Voice voice, App app, String session) {
  AppName name() {
    return app.name();
  }

  /** The same visit, what is said going to another end of the client. */
  Visit behind(ClientEnd end) {
    Client there = client.behind(end);
    return new Visit(there, new Voice(there), app, session);
  }
}
