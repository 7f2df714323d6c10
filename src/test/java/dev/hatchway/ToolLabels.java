package dev.hatchway;

import java.util.HashMap;
import java.util.Map;

/** The labels that deployment tools really write on the containers of their apps. */
final class ToolLabels {
  private ToolLabels() {}

  /** Dokku 0.37; the first four come with the image. */
  static Map<String, String> dokku(String app, String dyno) {
    return Map.of(
        "com.dokku.app-name", app,
        "com.dokku.image-stage", "release",
        "org.label-schema.schema-version", "1.0",
        "org.label-schema.vendor", "dokku",
        "com.dokku.container-type", "deploy",
        "com.dokku.process-type", dyno.substring(0, dyno.lastIndexOf('.')),
        "com.dokku.dyno", dyno);
  }

  /** Coolify 4, on the one container of an application, which it starts with Compose. */
  static Map<String, String> coolify(String resource, String uuid, String container) {
    Map<String, String> labels = new HashMap<>(compose(uuid, container));
    labels.put("coolify.managed", "true");
    labels.put("coolify.version", "4.0.0");
    labels.put("coolify.applicationId", "23");
    labels.put("coolify.type", "application");
    labels.put("coolify.name", uuid);
    labels.put("coolify.resourceName", resource);
    labels.put("coolify.projectName", "my-first-project");
    labels.put("coolify.serviceName", resource);
    labels.put("coolify.environmentName", "production");
    labels.put("coolify.pullRequestId", "0");
    return labels;
  }

  /** Compose 2, on the first container of a service. */
  static Map<String, String> compose(String project, String service) {
    String prefix = "com.docker.compose.";
    return Map.of(
        prefix + "project",
        project,
        prefix + "service",
        service,
        prefix + "container-number",
        "1",
        prefix + "oneoff",
        "False",
        prefix + "config-hash",
        "5d1c0a7ee9b8aa4d6b31d5dd9ea3ba1ab3b8e50c21b2d5a26d9b4e1f7c03bb9a",
        prefix + "project.working_dir",
        "/artifacts/" + project,
        prefix + "project.config_files",
        "/artifacts/" + project + "/docker-compose.yaml",
        prefix + "version",
        "2.29.7");
  }

  /** Kamal 2, on the container of a role. */
  static Map<String, String> kamal(String service, String role, String destination) {
    return Map.of("service", service, "role", role, "destination", destination);
  }

  /** Swarm of Engine 20.10, on the container of a task. */
  static Map<String, String> swarm(String stack, String service, String slot, String task) {
    String prefix = "com.docker.swarm.";
    String name = stack + "_" + service;
    return Map.of(
        "com.docker.stack.namespace",
        stack,
        prefix + "node.id",
        "0ex9slsqemsq91u4pdzxejwi5",
        prefix + "service.id",
        "1h7kv33nfeh89frug7vk0lsjb",
        prefix + "service.name",
        name,
        prefix + "task",
        "",
        prefix + "task.id",
        task,
        prefix + "task.name",
        name + "." + slot + "." + task);
  }

  /** Nomad 1.9 with {@code extra_labels = ["job_name", "task_*"]}. */
  static Map<String, String> nomad(String job, String task, String allocation) {
    String prefix = "com.hashicorp.nomad.";
    return Map.of(
        prefix + "alloc_id", allocation,
        prefix + "job_name", job,
        prefix + "task_group_name", "app",
        prefix + "task_name", task);
  }
}
