package chat.ops.local;

import java.nio.channels.FileLock;

/**
 * A data directory that is this process's alone, with what is needed to start processes in it.
 * Closing ends those that are left, by the watchdog, and gives the directory back.
 *
 * @param blueprint what parts are made from
 * @param spawner starts them
 * @param lock on the directory
 */
record TakenDirectory(Blueprint blueprint, Spawner spawner, FileLock lock)
    implements AutoCloseable {

  /**
   * Takes the directory, makes it where it is missing, and ends what an earlier process left there.
   *
   * @param software the programs of the parts
   * @throws StackFailure when a stack runs there
   */
  static TakenDirectory take(StackOptions options, Software software, Progress progress)
      throws InterruptedException {
    DataDirectory data = new DataDirectory(options.data());
    data.create();
    FileLock lock =
        data.lock().orElseThrow(() -> new StackFailure("A stack is running in " + data.path()));
    Spawner spawner = new Spawner();
    try {
      Leftovers.end(data.state(), progress);
      Preparations preparations = new Preparations(spawner, data);
      return new TakenDirectory(
          new Blueprint(options, data, data.secrets(), software, preparations), spawner, lock);
    } catch (StackFailure e) {
      release(spawner, lock);
      throw e;
    }
  }

  @Override
  public void close() {
    release(spawner, lock);
  }

  private static void release(Spawner spawner, FileLock lock) {
    spawner.close();
    DataDirectory.release(lock);
  }
}
