/** Tests of the inbox, some of them with the clients of OpenSSH. */
@NullMarked
package dev.hatchway.upload;

import org.jspecify.annotations.NullMarked;
