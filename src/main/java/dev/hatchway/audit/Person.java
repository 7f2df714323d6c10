package dev.hatchway.audit;

/**
 * Who did something, and from where.
 *
 * @param user the name that goes with the key
 * @param key the fingerprint of the key that signed
 * @param address the client's, with its port, which is the same for all events of a connection
 * @param login the SSH user name
 */
public record Person(String user, String key, String address, String login) {}
