package dev.hatchway;

import java.util.function.Function;

/** Every client that files are carried with. */
enum FileClients {
  SCP(ssh -> new OpenSshFiles.Scp(ssh, "-s")),
  OLD_SCP(ssh -> new OpenSshFiles.Scp(ssh, "-O")),
  SFTP(OpenSshFiles.Sftp::new),
  PSCP(ssh -> new PuttyFiles.Pscp(new PuttyFiles(ssh))),
  PSFTP(ssh -> new PuttyFiles.Psftp(new PuttyFiles(ssh))),
  LFTP(LftpFiles::new),
  SSHFS(SshfsFiles::new),
  PARAMIKO(ParamikoFiles::new),
  JSCH(JschFiles::new);

  private final Function<Ssh, FileClient> maker;

  FileClients(Function<Ssh, FileClient> maker) {
    this.maker = maker;
  }

  /** This client, with the key and the login of that one. */
  FileClient as(Ssh ssh) {
    return maker.apply(ssh);
  }
}
