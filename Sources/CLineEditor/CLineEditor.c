#include "CLineEditor.h"

#include <dlfcn.h>
#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { linesRemembered = 500 };

// libedit and the three libraries behind it are loaded when somebody is about to edit a line: at every start they would cost an
// eighth of a capture.
#define LIBEDIT_FUNCTIONS(EACH)                                                                                         \
    EACH(el_init) EACH(el_end) EACH(el_get) EACH(el_set) EACH(el_source) EACH(el_gets) EACH(el_line) EACH(el_insertstr) \
    EACH(el_deletestr) EACH(history_init) EACH(history_end) EACH(history)

#define DECLARE(name) __typeof__(&name) name;
static struct { LIBEDIT_FUNCTIONS(DECLARE) } edit;

#ifdef __APPLE__
static const char *const libedit_files[] = {"libedit.3.dylib"};
#else
// Debian counts its interface otherwise than everybody else.
static const char *const libedit_files[] = {"libedit.so.2", "libedit.so.0"};
#endif

static int load_libedit(void) {
    void *libedit = NULL;
    for (size_t place = 0; libedit == NULL && place < sizeof libedit_files / sizeof *libedit_files; place++) {
        libedit = dlopen(libedit_files[place], RTLD_NOW | RTLD_LOCAL);
    }
    if (libedit == NULL) {
        return 0;
    }
#define FIND(name)                                                   \
    edit.name = (__typeof__(&name))dlsym(libedit, #name);            \
    if (edit.name == NULL) {                                         \
        return 0;                                                    \
    }
    LIBEDIT_FUNCTIONS(FIND)
    return 1;
}

struct huddle_editor {
    EditLine *libedit;
    History *history;
    const char *prompt;
    huddle_completer completer;
    void *context;
    int interrupted;
    char *line;
};

static huddle_editor *owner(EditLine *libedit) {
    void *editor = NULL;
    edit.el_get(libedit, EL_CLIENTDATA, &editor);
    return editor;
}

static char *prompt(EditLine *libedit) {
    return (char *)owner(libedit)->prompt;
}

static unsigned char complete(EditLine *libedit, int key) {
    (void)key;
    huddle_editor *editor = owner(libedit);
    const LineInfo *line = edit.el_line(libedit);
    char *before = strndup(line->buffer, (size_t)(line->cursor - line->buffer));
    if (before == NULL || editor->completer == NULL) {
        free(before);
        return CC_ERROR;
    }
    huddle_completion found = editor->completer(editor->context, before);
    unsigned char result = CC_ERROR;
    if (found.insert != NULL) {
        edit.el_deletestr(libedit, found.erase);
        result = edit.el_insertstr(libedit, found.insert) == 0 ? CC_REFRESH : CC_ERROR;
    } else if (found.list != NULL) {
        fprintf(stderr, "\n%s\n", found.list);
        result = CC_REDISPLAY;
    }
    free(found.insert);
    free(found.list);
    free(before);
    return result;
}

static unsigned char interrupt(EditLine *libedit, int key) {
    (void)key;
    owner(libedit)->interrupted = 1;
    return CC_EOF;
}

// Ctrl-D that is typed while the line before is still being saved, when the terminal is not libedit's: the kernel keeps it as a NUL
// (Linux, n_tty.c, __DISABLED_CHAR). On an empty line it means what it would have meant a moment later.
static unsigned char end_if_empty(EditLine *libedit, int key) {
    (void)key;
    const LineInfo *line = edit.el_line(libedit);
    return line->lastchar == line->buffer ? CC_EOF : CC_ERROR;
}

// Lines are UTF-8 whatever the locale says; libedit takes a character's bytes together by the locale alone.
static void use_utf8(void) {
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
        setlocale(LC_CTYPE, "C.UTF-8");
    }
}

// Ctrl-C gives up the line and not the program, so while a line is edited it must arrive as a key. libedit takes the terminal's
// own keys over whenever it begins a line.
static cc_t set_interrupt_key(cc_t key) {
    struct termios terminal;
    if (tcgetattr(STDIN_FILENO, &terminal) != 0) {
        return key;
    }
    cc_t former = terminal.c_cc[VINTR];
    terminal.c_cc[VINTR] = key;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &terminal);
    return former;
}

huddle_editor *huddle_editor_open(void) {
    if (!load_libedit()) {
        return NULL;
    }
    use_utf8();
    huddle_editor *editor = calloc(1, sizeof *editor);
    if (editor == NULL) {
        return NULL;
    }
    cc_t key = set_interrupt_key(_POSIX_VDISABLE);
    editor->libedit = edit.el_init("huddle", stdin, stderr, stderr);
    set_interrupt_key(key);
    editor->history = edit.history_init();
    if (editor->libedit == NULL || editor->history == NULL) {
        huddle_editor_close(editor);
        return NULL;
    }
    EditLine *libedit = editor->libedit;
    HistEvent event;
    edit.history(editor->history, &event, H_SETSIZE, linesRemembered);
    edit.history(editor->history, &event, H_SETUNIQUE, 1);
    edit.el_set(libedit, EL_CLIENTDATA, editor);
    edit.el_set(libedit, EL_PROMPT, prompt);
    edit.el_set(libedit, EL_HIST, edit.history, editor->history);
    edit.el_set(libedit, EL_SIGNAL, 1);
    edit.el_set(libedit, EL_EDITOR, "emacs");
    edit.el_set(libedit, EL_BIND, "^R", "em-inc-search-prev", NULL);
    edit.el_set(libedit, EL_BIND, "^W", "ed-delete-prev-word", NULL);
    // What the user prefers, as in every program with libedit: `bind -v`, for one.
    edit.el_source(libedit, NULL);
    edit.el_set(libedit, EL_ADDFN, "huddle-complete", "Complete a name", complete);
    edit.el_set(libedit, EL_BIND, "^I", "huddle-complete", NULL);
    edit.el_set(libedit, EL_ADDFN, "huddle-interrupt", "Give up the line", interrupt);
    edit.el_set(libedit, EL_BIND, "^C", "huddle-interrupt", NULL);
    edit.el_set(libedit, EL_ADDFN, "huddle-end", "End, where the line is empty", end_if_empty);
    edit.el_set(libedit, EL_BIND, "^@", "huddle-end", NULL);
    return editor;
}

huddle_reading huddle_editor_read(huddle_editor *editor, const char *prompt, huddle_completer completer, void *context,
                                  const char **line) {
    editor->prompt = prompt;
    editor->completer = completer;
    editor->context = context;
    editor->interrupted = 0;
    int count = 0;
    cc_t key = set_interrupt_key(_POSIX_VDISABLE);
    // Before the prompt is shown: the terminal itself would act on a Ctrl-U or Ctrl-D that is typed in between.
    edit.el_set(editor->libedit, EL_PREP_TERM, 1);
    const char *read = edit.el_gets(editor->libedit, &count);
    set_interrupt_key(key);
    editor->completer = NULL;
    editor->context = NULL;
    if (editor->interrupted) {
        fputs("^C\n", stderr);
        return HUDDLE_INTERRUPTED;
    }
    if (read == NULL || count <= 0) {
        fputs("\n", stderr);
        return HUDDLE_END;
    }
    free(editor->line);
    editor->line = strndup(read, strcspn(read, "\n"));
    *line = editor->line;
    return editor->line == NULL ? HUDDLE_END : HUDDLE_LINE;
}

void huddle_editor_remember(huddle_editor *editor, const char *line) {
    HistEvent event;
    edit.history(editor->history, &event, H_ENTER, line);
}

void huddle_editor_close(huddle_editor *editor) {
    if (editor->libedit != NULL) {
        edit.el_end(editor->libedit);
    }
    if (editor->history != NULL) {
        edit.history_end(editor->history);
    }
    free(editor->line);
    free(editor);
}
