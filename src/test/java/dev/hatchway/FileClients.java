package dev.hatchway;

/** Every client that files are carried with. */
enum FileClients {
  SCP,
  OLD_SCP,
  SFTP,
  PSCP,
  PSFTP,
  LFTP,
  SSHFS,
  PARAMIKO,
  JSCH;

  /** This client, with the key and the login of that one. */
  FileClient as(Ssh ssh) {
    return switch (this) {
      case SCP -> new OpenSshFiles.Scp(ssh, "-s");
      case OLD_SCP -> new OpenSshFiles.Scp(ssh, "-O");
      case SFTP -> new OpenSshFiles.Sftp(ssh);
      case PSCP -> new PuttyFiles.Pscp(new PuttyFiles(ssh));
      case PSFTP -> new PuttyFiles.Psftp(new PuttyFiles(ssh));
      case LFTP -> new LftpFiles(ssh);
      case SSHFS -> new SshfsFiles(ssh);
      case PARAMIKO -> new ParamikoFiles(ssh);
      case JSCH -> new JschFiles(ssh);
    };
  }
}
