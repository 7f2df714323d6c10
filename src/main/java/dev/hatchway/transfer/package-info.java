/**
 * Speaks the file-transfer protocols of SSH, SFTP, the old scp and rsync, over a tree of files, on
 * a pair of byte streams.
 */
@NullMarked
package dev.hatchway.transfer;

import org.jspecify.annotations.NullMarked;
