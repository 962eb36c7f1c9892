#ifndef CLINEEDITOR_H
#define CLINEEDITOR_H

#include <stddef.h>

/// A line editor on the terminal of stdin and stderr: libedit, whose settings are variadic and out of Swift's reach.
typedef struct huddle_editor huddle_editor;

/// What Tab does: takes `erase` characters before the cursor away and puts `insert` there, or shows `list`. Both texts are NUL or
/// from malloc, and are freed by the editor.
typedef struct {
    int erase;
    char *insert;
    char *list;
} huddle_completion;

/// Asked with what stands before the cursor.
typedef huddle_completion (*huddle_completer)(void *context, const char *before);

typedef enum {
    HUDDLE_LINE,
    /// Ctrl-D, or nobody is there any longer.
    HUDDLE_END,
    /// Ctrl-C: the line was given up.
    HUDDLE_INTERRUPTED,
} huddle_reading;

/// NULL where libedit is not installed, or the terminal cannot be set up.
huddle_editor *huddle_editor_open(void);

/// Reads one line. `line` is the editor's own, without its end, until the next call.
huddle_reading huddle_editor_read(huddle_editor *editor, const char *prompt, huddle_completer completer, void *context,
                                  const char **line);

/// Puts a line where the up arrow finds it.
void huddle_editor_remember(huddle_editor *editor, const char *line);

void huddle_editor_close(huddle_editor *editor);

#endif
