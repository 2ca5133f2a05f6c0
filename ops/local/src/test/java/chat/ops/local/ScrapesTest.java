package chat.ops.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScrapesTest {
  private static final Software SOFTWARE = new Software(Path.of("/it's here"));

  @Test
  void theFiguresOfOneServerForAllServicesCountOnce() {
    assertEquals(
        """
        # Written anew at each start of the stack.
        global:
          scrape_interval: 10s
          evaluation_interval: 10s
          external_labels:
            runbook: '/it''s here/ops/OPERATIONS.md'
        rule_files:
          - '/it''s here/ops/prometheus/rules/*.rules.yml'
        scrape_configs:
          - job_name: gateway
            static_configs:
              - targets: ['127.0.0.1:8180']
                labels: {instance: gateway-1}
              - targets: ['127.0.0.1:8190']
                labels: {instance: gateway-2}
          - job_name: user-service
            static_configs:
              - targets: ['127.0.0.1:8181']
                labels: {instance: services}
            metric_relabel_configs:
              - source_labels: [__name__]
                regex: jvm_uptime_seconds
                action: keep
          - job_name: social-service
            static_configs:
              - targets: ['127.0.0.1:8182']
                labels: {instance: services}
            metric_relabel_configs:
              - source_labels: [__name__]
                regex: jvm_uptime_seconds
                action: keep
          - job_name: message-service
            static_configs:
              - targets: ['127.0.0.1:8183']
                labels: {instance: services}
          - job_name: prometheus
            static_configs:
              - targets: ['127.0.0.1:9190']
                labels: {instance: prometheus}
        """,
        settings(new StackOptions(Path.of("/x"), 100, 2, false, Map.of())));
  }

  @Test
  void separateServersAreAskedForEverything() {
    String settings =
        settings(
            new StackOptions(
                Path.of("/x"), 0, 1, true, new Instances(1, 1, 2), Map.of(), Map.of()));
    assertFalse(settings.contains("keep"), settings);
    assertTrue(
        settings.contains(
            """
              - job_name: message-service
                static_configs:
                  - targets: ['127.0.0.1:8083']
                    labels: {instance: message}
                  - targets: ['127.0.0.1:8093']
                    labels: {instance: message-2}
            """),
        settings);
    assertTrue(settings.contains("labels: {instance: user}"), settings);
  }

  private static String settings(StackOptions options) {
    return new Scrapes(options, SOFTWARE).settings();
  }
}
