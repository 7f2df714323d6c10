package dev.hatchway.session;

import java.time.Duration;

/**
 * What holds for a one-off unless its command says otherwise.
 *
 * @param keep whether its container stays after its end
 * @param ttl how long it may run
 * @param reattachGrace how long it waits for a client that disappeared from its terminal
 */
public record RunDefaults(boolean keep, Duration ttl, Duration reattachGrace) {}
