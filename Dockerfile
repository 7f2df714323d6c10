# The image of the gateway: a Java runtime, the jar and its libraries, and a user without any right.
# What power it has is the engine's socket that it is given: see compose.yaml.
# Other base images can stand in: docker build --build-arg RUNTIME_IMAGE=… --build-arg BUILD_IMAGE=…
ARG BUILD_IMAGE=maven:3-eclipse-temurin-25
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY pom.xml ./
COPY .mvn .mvn
COPY src/main src/main
RUN mvn -B -q -ntp -DskipTests package

FROM ${RUNTIME_IMAGE}
# A fixed id, so that the owner of the volume stays the same from one image to the next.
RUN groupadd --gid 2222 hatchway \
  && useradd --no-create-home --uid 2222 --gid 2222 --home-dir /var/lib/hatchway --shell /usr/sbin/nologin hatchway \
  && mkdir -p /var/lib/hatchway/conf/apps /var/lib/hatchway/keys /var/lib/hatchway/var \
  && chmod 700 /var/lib/hatchway/keys /var/lib/hatchway/var \
  && chown -R hatchway:hatchway /var/lib/hatchway
COPY bin/hatchway bin/java-home /opt/hatchway/bin/
COPY conf/logback.xml /opt/hatchway/conf/
COPY --from=build /src/target/lib /opt/hatchway/target/lib
COPY --from=build /src/target/hatchway.jar /opt/hatchway/target/

USER hatchway
WORKDIR /var/lib/hatchway
VOLUME /var/lib/hatchway
EXPOSE 2222
# The first line that an SSH server sends (RFC 4253, 4.2) says that it takes connections.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/2222 && read -r -t 4 line <&3 && [[ $line == SSH-2.0-* ]]"]
# SIGTERM drains: no new logins, and open sessions get drain.timeout to end.
STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/hatchway/bin/hatchway"]
CMD ["serve", "--home", "/var/lib/hatchway", "--listen", "0.0.0.0:2222"]
