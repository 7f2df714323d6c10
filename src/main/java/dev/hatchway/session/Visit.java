package dev.hatchway.session;

import dev.hatchway.app.App;
import dev.hatchway.model.AppName;

/**
 * One client at one app, where it may be.
 *
 * @param session the id of the session, which labels and processes carry
 */
record Visit(Client client, Voice voice, App app, String session) {
  AppName name() {
    return app.name();
  }
}
