/**
 * Speaks the file-transfer protocols of SSH, SFTP and the old scp, over a tree of files, on a pair
 * of byte streams.
 */
@NullMarked
package dev.hatchway.transfer;

import org.jspecify.annotations.NullMarked;
