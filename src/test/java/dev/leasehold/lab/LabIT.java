package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabIT {
  @Test
  void starts() {
    for (int i = 0; i < 3; i++) {
      long t = System.nanoTime();
      try (Lab lab = Lab.start(LabOptions.ordinary())) {
        System.out.println("ready in " + (System.nanoTime() - t) / 1_000_000);
        System.out.println(lab.kubectl(People.ALICE, "auth", "whoami"));
        System.out.println(lab.kubectl(People.ALICE, "version"));
        System.out.println(lab.client(People.ALICE).getConfiguration().getMasterUrl());
        assertThat(lab.adminClient().namespaces().list().getItems()).isNotEmpty();
      }
      System.out.println("closed after " + (System.nanoTime() - t) / 1_000_000);
    }
  }
}
