/*
 * Ends every process that inherited a mark, or signals it once: the program of the helper container
 * by which a gateway reaches the processes of an engine elsewhere. It runs in the process namespace
 * of the app's container, on the image of the app, of which it uses nothing: no C library, no files
 * but those of /proc.
 *
 *   end-marked MARK          TERM, then KILL for what is left; 0: none is left, 1: some are
 *   end-marked MARK SIGNAL   that signal, by its number, to each of them once
 *
 * A process is meant if one of its variables begins with the mark, or if that holds for the leader
 * of its session or for one of its parents: a child may have cleaned its environment.
 *
 * Made so, for amd64 and (aarch64-linux-gnu-gcc) arm64, and kept as hexadecimal digits beside:
 *   gcc -Os -static -nostdlib -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables \
 *     -fcf-protection=none -fno-pic -no-pie -fno-tree-loop-distribute-patterns \
 *     -Wl,-z,noseparate-code,-z,noexecstack,--build-id=none -s -o end-marked end-marked.c
 *   objcopy --remove-section=.comment end-marked && xxd -p -c 48 end-marked
 * (-fcf-protection is for amd64 only; arm64 takes -mno-outline-atomics instead.)
 */

#if defined(__x86_64__)
enum { READ = 0, CLOSE = 3, SLEEP = 35, EXIT = 60, KILL = 62, ENTRIES = 217, OPEN = 257 };
__asm__(".globl _start\n_start: mov %rsp, %rdi\n and $-16, %rsp\n call begin\n");

static long system_call(long number, long a, long b, long c) {
  long answer;
  register long none __asm__("r10") = 0;
  __asm__ volatile("syscall"
                   : "=a"(answer)
                   : "a"(number), "D"(a), "S"(b), "d"(c), "r"(none)
                   : "rcx", "r11", "memory");
  return answer;
}
#elif defined(__aarch64__)
enum { READ = 63, CLOSE = 57, SLEEP = 101, EXIT = 93, KILL = 129, ENTRIES = 61, OPEN = 56 };
__asm__(".globl _start\n_start: mov x0, sp\n bl begin\n");

static long system_call(long number, long a, long b, long c) {
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = 0;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3) : "memory");
  return x0;
}
#endif

enum {
  HERE = -100,
  DIRECTORY_CLOSED_ON_EXEC = 02000000,
  /* Beyond it a process is not asked for its parents any more. */
  MOST_PARENTS = 64,
  TERMINATE = 15,
  KILLED = 9,
  /* 600 ms for TERM and 400 ms for KILL: with the start of this program less than 2 s. */
  PAUSE_NANOSECONDS = 20000000,
  ROUNDS_OF_TERM = 30,
  ROUNDS = 50,
  /* More than the environment of a program may have by default; only what is read costs memory. */
  LARGEST_ENVIRONMENT = 4 * 1024 * 1024,
  /* As many as an app's container may have at most by any usual limit. */
  MOST_KNOWN = 32 * 1024
};

struct entry { /* getdents64(2) */
  unsigned long inode;
  long offset;
  unsigned short length;
  unsigned char type;
  char name[];
};

struct process { /* proc_pid_stat(5), the fields 3, 4, 6 and 22 */
  char state;
  int parent;
  int session;
  long start;
};

/* Those that were meant once: when their parents are gone nothing else tells. */
static struct {
  int pid;
  long start;
} known[MOST_KNOWN];
static int known_count;

static char content[LARGEST_ENVIRONMENT];
static char entries[32 * 1024];
static char path[32];
static const char *mark;

static int number(const char *text) {
  int value = 0;
  for (; *text >= '0' && *text <= '9'; text++) value = 10 * value + *text - '0';
  return value;
}

/* Reads /proc/PID/NAME as far as there is room, and returns how many bytes there are. */
static long load(int pid, const char *name) {
  char *end = path;
  for (const char *c = "/proc/"; *c; c++) *end++ = *c;
  char digits[12];
  int count = 0;
  for (; pid > 0; pid /= 10) digits[count++] = (char)('0' + pid % 10);
  while (count > 0) *end++ = digits[--count];
  *end++ = '/';
  while (*name) *end++ = *name++;
  *end = 0;
  long file = system_call(OPEN, HERE, (long)path, 0);
  if (file < 0) return 0;
  long length = 0, more;
  do {
    more = system_call(READ, file, (long)(content + length), LARGEST_ENVIRONMENT - 1 - length);
    if (more > 0) length += more;
  } while (more > 0);
  system_call(CLOSE, file, 0, 0);
  content[length] = 0;
  return length;
}

static int begins_with_mark(const char *text) {
  const char *wanted = mark;
  while (*wanted && *wanted == *text) wanted++, text++;
  return !*wanted;
}

static int is_marked(int pid) {
  long length = load(pid, "environ");
  for (long i = 0; i < length; i++)
    if ((i == 0 || !content[i - 1]) && begins_with_mark(content + i)) return 1;
  return 0;
}

/* Behind the name, which may hold anything, each field begins after a blank. */
static struct process look_at(int pid) {
  struct process found = {'Z', 0, 0, 0};
  long at = load(pid, "stat");
  while (at > 0 && content[at] != ')') at--;
  for (int field = 2; content[at]; at++) {
    if (content[at] != ' ') continue;
    const char *value = content + at + 1;
    field++;
    if (field == 3) found.state = *value;
    if (field == 4) found.parent = number(value);
    if (field == 6) found.session = number(value);
    if (field == 22) found.start = number(value);
  }
  return found;
}

static int is_known(int pid, long start) {
  for (int i = 0; i < known_count; i++)
    if (known[i].pid == pid && known[i].start == start) return 1;
  return 0;
}

static int is_related(int pid, struct process it) {
  for (int i = 0; pid > 1 && i < MOST_PARENTS; i++) {
    if (is_known(pid, it.start) || is_marked(pid)) return 1;
    if (it.session > 1 && it.session != pid && is_marked(it.session)) return 1;
    pid = it.parent;
    it = look_at(pid);
  }
  return 0;
}

/* Whether it lives and is meant; from then on it is known. */
static int is_meant(int pid) {
  struct process it = look_at(pid);
  if (it.state == 'Z' || !is_related(pid, it)) return 0;
  if (known_count < MOST_KNOWN && !is_known(pid, it.start)) {
    known[known_count].pid = pid;
    known[known_count].start = it.start;
    known_count++;
  }
  return 1;
}

/* Finds all that are meant before the first of them ends, and returns how many there are. */
static int find(void) {
  int count = 0;
  long folder = system_call(OPEN, HERE, (long)"/proc", DIRECTORY_CLOSED_ON_EXEC);
  long length;
  while ((length = system_call(ENTRIES, folder, (long)entries, sizeof entries)) > 0) {
    for (long at = 0; at < length; at += ((struct entry *)(entries + at))->length) {
      int pid = number(((struct entry *)(entries + at))->name);
      if (pid > 1) count += is_meant(pid);
    }
  }
  system_call(CLOSE, folder, 0, 0);
  return count;
}

static void send(int signal) {
  for (int i = 0; i < known_count; i++)
    if (look_at(known[i].pid).start == known[i].start) system_call(KILL, known[i].pid, signal, 0);
}

static int end_all(void) {
  long pause[2] = {0, PAUSE_NANOSECONDS};
  for (int round = 0; round < ROUNDS; round++) {
    if (!find()) return 0;
    if (round == 0) send(TERMINATE);
    if (round >= ROUNDS_OF_TERM) send(KILLED);
    system_call(SLEEP, (long)pause, 0, 0);
  }
  return 1;
}

__attribute__((noreturn, used)) void begin(long *stack) {
  char **words = (char **)(stack + 1);
  int code = 1;
  if (stack[0] > 1) {
    mark = words[1];
    if (stack[0] == 2) {
      code = end_all();
    } else {
      code = !find();
      send(number(words[2]));
    }
  }
  for (;;) system_call(EXIT, code, 0, 0);
}
