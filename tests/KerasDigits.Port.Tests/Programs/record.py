# Records what CPython prints for every program of sources.txt into programs.txt: python3 record.py, in this folder.
import contextlib, io, re
text = open('sources.txt').read()
with open('programs.txt', 'w') as out:
    for name, source in re.findall(r'### (\S+)\n(.*?)(?=### |\Z)', text, re.S):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(source, name, 'exec'), {'__name__': '__main__'})
        out.write(f'### {name}\n{source}--- prints\n{printed.getvalue()}')
