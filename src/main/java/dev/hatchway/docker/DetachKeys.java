package dev.hatchway.docker;

import java.util.Collections;

/**
 * The keys by which the engine would detach a terminal. Left out, the engine takes Ctrl-P Ctrl-Q
 * out of what a person types; none at all cannot be asked for. So there is a sequence that nobody
 * types, and it begins with a byte that nobody waits for alone, because the engine holds the
 * beginning of a sequence back until the next byte (moby, {@code pkg/stdcopy} of the escape proxy;
 * measured on 20.10).
 */
final class DetachKeys {
  private static final int REPETITIONS = 8;

  /**
   * For an attach, where keys are bytes of the query: 0xFE never occurs in UTF-8, so no key of any
   * keyboard sends it.
   */
  static final String OF_ATTACH = String.join("%2C", Collections.nCopies(REPETITIONS, "%FE%2C%FD"));

  /**
   * For an exec, where keys are JSON text and so cannot be bytes above 0x7F: Ctrl-^ Ctrl-_ eight
   * times. A lone Ctrl-^ arrives with the key after it.
   */
  static final String OF_EXEC = String.join(",", Collections.nCopies(REPETITIONS, "\u001e,\u001f"));

  private DetachKeys() {}
}
