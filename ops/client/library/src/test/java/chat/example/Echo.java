package chat.example;

import chat.client.ChatClient;

/** Says back what it hears. Words: host, port, name, password. */
public final class Echo {
  public static void main(String[] words) {
    try (ChatClient client =
        ChatClient.builder(words[0], Integer.parseInt(words[1]))
            .account(words[2], words[3])
            .onMessage(
                (echo, message) -> {
                  if (!message.own()) {
                    echo.say(message.conversation(), message.content()).join();
                  }
                })
            .connect()) {
      client.awaitEnd();
    }
  }
}
