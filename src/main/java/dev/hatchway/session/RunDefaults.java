package dev.hatchway.session;

import dev.hatchway.model.OnDisconnect;
import java.time.Duration;

/**
 * What holds for a one-off unless its command says otherwise.
 *
 * @param keep whether its container stays after its end
 * @param ttl how long it may run
 * @param idle how long its terminal may be silent; zero: for ever
 * @param onDisconnect what becomes of it when its client disappears
 * @param reattachGrace how long it waits for a client that disappeared from its terminal
 */
public record RunDefaults(
    boolean keep, Duration ttl, Duration idle, OnDisconnect onDisconnect, Duration reattachGrace) {}
