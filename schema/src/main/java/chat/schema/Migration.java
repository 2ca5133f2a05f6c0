package chat.schema;

import java.util.Arrays;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings a database to the newest schema. Safe to start several times at once: the first one locks
 * the history table and the others wait. The services never migrate by themselves.
 */
public final class Migration {
  private Migration() {}

  /**
   * Applies what is missing, also to a database of the first version, whose rows it takes over.
   *
   * @return how many migrations were applied
   * @throws org.flywaydb.core.api.FlywayException when the database is away or a migration fails
   */
  public static int apply(Database database) {
    MigrateResult result = of(database).migrate();
    return result.migrationsExecuted;
  }

  /**
   * The last migration that was applied, also one that this release does not know.
   *
   * @return empty in a database without this system's tables
   * @throws org.flywaydb.core.api.FlywayException when the database is away
   */
  public static Optional<String> version(Database database) {
    return Optional.ofNullable(of(database).info().current())
        .map(MigrationInfo::getVersion)
        .map(MigrationVersion::getVersion);
  }

  /**
   * Whether this release has a migration, or a later one.
   *
   * @param database any that can be reached; it may be empty
   */
  public static boolean knows(Database database, String version) {
    MigrationVersion wanted = MigrationVersion.fromVersion(version);
    return Arrays.stream(of(database).info().all())
        .filter(migration -> migration.getState().isResolved())
        .anyMatch(migration -> migration.getVersion().compareTo(wanted) >= 0);
  }

  private static Flyway of(Database database) {
    return Flyway.configure()
        .dataSource(database.url(), database.user(), database.password())
        .locations("classpath:db/migration")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .connectRetries(10)
        .load();
  }
}
