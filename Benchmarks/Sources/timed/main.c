/* Runs a command and writes what it took to a file: nanoseconds of wall time, microseconds of user and of system time,
   KiB of peak memory, exit status, bytes written to the disk.

   A process of its own, because a child's peak memory starts at that of the process it was forked from (Linux keeps it
   over exec), and because starting one from a large process takes longer.

   timed REPORT STDOUT STDERR COMMAND ARGUMENTS… */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void redirect(const char *path, int flags, int descriptor) {
    int opened = open(path, flags, 0600);
    if (opened < 0 || dup2(opened, descriptor) < 0) _exit(126);
    close(opened);
}

static long long nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

int main(int count, char **arguments) {
    if (count < 5) return fprintf(stderr, "timed REPORT STDOUT STDERR COMMAND ARGUMENTS…\n"), 64;
    long long began = nanoseconds();
    pid_t child = fork();
    if (child < 0) return perror("fork"), 71;
    if (child == 0) {
        redirect("/dev/null", O_RDONLY, 0);
        redirect(arguments[2], O_WRONLY | O_CREAT | O_TRUNC, 1);
        redirect(arguments[3], O_WRONLY | O_CREAT | O_TRUNC, 2);
        execvp(arguments[4], arguments + 4);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    memset(&usage, 0, sizeof usage);
    if (wait4(child, &status, 0, &usage) < 0) return perror("wait4"), 71;
    long long took = nanoseconds() - began;
    FILE *report = fopen(arguments[1], "w");
    if (!report) return perror(arguments[1]), 73;
    fprintf(
        report, "%lld %lld %lld %ld %d %lld\n", took, usage.ru_utime.tv_sec * 1000000LL + usage.ru_utime.tv_usec,
        usage.ru_stime.tv_sec * 1000000LL + usage.ru_stime.tv_usec, usage.ru_maxrss,
        WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), usage.ru_oublock * 512LL);
    return fclose(report) == 0 ? 0 : 74;
}
