package chat.ops.local;

import chat.schema.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What another release does by a program of its own, as its classes are not these. */
record OtherRelease(Blueprint blueprint) {

  /**
   * Brings the database to that release's schema. Blocks.
   *
   * @throws StackFailure when it fails
   */
  void migrate(Database database) throws IOException, InterruptedException {
    Path libraries = blueprint.software().schema();
    List<String> program =
        List.of(Software.java().toString(), "-cp", libraries + "/*", "chat.schema.MigrateMain");
    Map<String, String> environment =
        Map.of(
            "DB_HOST", database.host(),
            "DB_PORT", String.valueOf(database.port()),
            "DB_USER", database.user(),
            "DB_PASS", database.password(),
            "DB_NAME", database.name());
    if (!blueprint.preparations().run("schema", environment, program, Path.of("/dev/null"))) {
      throw new StackFailure(
          "the other release's migrations failed; read " + blueprint.data().log("schema"));
    }
  }
}
