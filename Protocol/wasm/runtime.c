// What Embedded Swift expects of a C library, and no more.

#include <stddef.h>
#include <stdint.h>

extern uint8_t __heap_base;

// Blocks of a power of two bytes, each with its class in front; what was freed is used again. Memory never shrinks.
enum { HEADER = 16, CLASSES = 32 };
static uint8_t *free_blocks[CLASSES];
static uintptr_t top;

static void *grow(size_t size) {
    if (top == 0) top = ((uintptr_t)&__heap_base + 15) & ~(uintptr_t)15;
    uintptr_t block = top, end = top + size, held = __builtin_wasm_memory_size(0) * 65536;
    if (end > held && __builtin_wasm_memory_grow(0, (end - held + 65535) / 65536) == (size_t)-1) __builtin_trap();
    top = end;
    return (void *)block;
}

void *malloc(size_t size) {
    int class = 5;
    while (((size_t)1 << class) < size + HEADER) {
        if (++class == CLASSES - 1) __builtin_trap();
    }
    uint8_t *block = free_blocks[class];
    if (block) free_blocks[class] = *(uint8_t **)(block + HEADER);
    else block = grow((size_t)1 << class);
    *(int *)block = class;
    return block + HEADER;
}

void free(void *pointer) {
    if (!pointer) return;
    uint8_t *block = (uint8_t *)pointer - HEADER;
    *(uint8_t **)(block + HEADER) = free_blocks[*(int *)block];
    free_blocks[*(int *)block] = block;
}

int posix_memalign(void **pointer, size_t alignment, size_t size) {
    if (alignment > 16) return 22;  // EINVAL: nothing here asks for more.
    *pointer = malloc(size);
    return 0;
}

void *memcpy(void *to, const void *from, size_t count) {
    uint8_t *t = to;
    const uint8_t *f = from;
    while (count--) *t++ = *f++;
    return to;
}

void *memmove(void *to, const void *from, size_t count) {
    uint8_t *t = to;
    const uint8_t *f = from;
    if (t < f) return memcpy(to, from, count);
    while (count--) t[count] = f[count];
    return to;
}

void *memset(void *to, int byte, size_t count) {
    uint8_t *t = to;
    while (count--) *t++ = (uint8_t)byte;
    return to;
}

int memcmp(const void *left, const void *right, size_t count) {
    const uint8_t *l = left, *r = right;
    for (; count; count--, l++, r++) {
        if (*l != *r) return *l - *r;
    }
    return 0;
}

// Seeds the hashing of dictionaries. What comes out must not depend on it, so the host draws it anew each time.
__attribute__((import_module("host"), import_name("random"))) extern uint32_t host_random(void);
void arc4random_buf(void *buffer, size_t count) {
    for (uint8_t *b = buffer; count--;) *b++ = (uint8_t)host_random();
}

// Where the compiler guards the stack: a function that wrote beyond its own part of it ends the program.
uintptr_t __stack_chk_guard = 0x9e3779b9;
_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }

// What Swift was about to stop for is said through this, in a build that is not optimized. There is nobody to read it.
int putchar(int character) { return character; }
