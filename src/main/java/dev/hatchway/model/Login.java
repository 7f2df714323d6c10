package dev.hatchway.model;

/** What the SSH user name of a login says that the session is about. */
public sealed interface Login {
  /** {@code APP@host}: the commands of an app's account. */
  record OfApp(String app) implements Login {}

  /** {@code APP+PROCESS@host}: straight into that process, as if it ran an SSH server. */
  record OfProcess(String app, String process) implements Login {}

  /** {@code hatchway@host}: the gateway's own account, whose name can be set. */
  record OfGateway(String account) implements Login {}

  /**
   * Reads an SSH user name.
   *
   * @param account the name of the gateway's own account
   */
  static Login parse(String userName, String account) {
    if (userName.equals(account)) {
      return new OfGateway(account);
    }
    int plus = userName.indexOf('+');
    return plus < 0
        ? new OfApp(userName)
        : new OfProcess(userName.substring(0, plus), userName.substring(plus + 1));
  }
}
