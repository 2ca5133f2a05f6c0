/** A backup is one file: the database as it was at one moment, and what was in it. */
package chat.ops.backup;
