/** Tests of the audit log on real files. */
@NullMarked
package dev.hatchway.audit;

import org.jspecify.annotations.NullMarked;
