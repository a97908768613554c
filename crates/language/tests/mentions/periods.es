# Años.
Las exportaciones a Bolivia sumaron 520 millones de dólares {en 2022 = at 2022}.
{En 2021 = at 2021} y {2022 = at 2022} creció el comercio.
Las importaciones {de 2022 = at 2022} superaron las {de 2019 = at 2019}.
La cifra {del año 2018 = at 2018} y la {para 2020 = at 2020}, {durante 2016 = at 2016}.
{En el año 1825 = at 1825} se independizó; (según el censo, {2012 = at 2012}).
{A principios de 2020 = at 2020} cerró y {a mediados de 2023 = at 2023} volvió.
La ciudad se fundó {en 660 a. C. = at -0659} y ardió {en el año 48 a.C. = at -0047}.
Comercio, {2022 = at 2022}: 3100 millones.
# Días y meses.
Las relaciones se establecieron {el 3 de enero de 1849 = at 1849-01-03}.
Se firmó {el 1.º de mayo de 1942 = at 1942-05-01} y {el 1 de junio del 2001 = at 2001-06-01}.
{El miércoles 4 de mayo de 2022 = at 2022-05-04} se reunieron; {el primero de enero de 1990 = at 1990-01-01}, no.
{1849-01-03 = at 1849-01-03}, {03/01/1849 = at 1849-01-03} y {03.01.1849 = at 1849-01-03}.
Duró {del 22 = at 1963-10-22} {al 24 de octubre de 1963 = by 1963-10-24}.
{En enero de 2023 = at 2023-01}, {marzo de 2022 = at 2022-03}, {mayo del 2021 = at 2021-05} y {set. 2020 = at 2020-09}.
{En el mes de julio de 2019 = at 2019-07} subió.
# Trimestres y ejercicios.
{En el primer trimestre de 2023 = at 2023-Q1} bajó el déficit.
{T1 2023 = at 2023-Q1}, {1T23 = at 2023-Q1}, {el tercer trimestre de 2022 = at 2022-Q3} y {2.º trimestre del 2021 = at 2021-Q2}.
{En el año fiscal 2021 = at FY2021} se comprometieron 120 millones.
{En el ejercicio 2022 = at FY2022} y {el ejercicio fiscal de 2020 = at FY2020}; {año fiscal 2021-22 = at FY2022}.
{En el año terminado en junio de 2023 = at FY2023/07} exportó; {en el curso 2021-2022 = at 2021/2022} no; {en 2021-22 = at FY2022} sí.
{Durante el ejercicio presupuestario 2019 = at FY2019} y {AF 2018 = at FY2018}.
# Varios años.
{De 2020 a 2022 = at 2020/2022} recibió ayuda; {desde 2008 hasta 2016 = at 2008/2016} creció.
{Entre 2008 y 2016 = at 2008/2016} se duplicó.
{En 2020-2025 = at 2020/2025}, {2020–25 = at 2020/2025} y {durante el período 2015-2019 = at 2015/2019}.
{En la década de 1990 = at 1990/1999}, {los años 80 = at 1980/1989} y {los años setenta = at 1970/1979}.
{Entre los años 2001 y 2004 = at 2001/2004} cayó.
# Desde, para, hasta.
Es miembro {desde 1963 = since 1963} y aliado {desde mayo de 1942 = since 1942-05}.
{Desde el 12 de julio de 1952 = since 1952-07-12} tiene oficina, {a partir de 2010 = since 2010} dos.
{A fines de 2020 = by 2020} tenía 40 misiones; {al 1 de julio de 2023 = by 2023-07-01}, 41.
{A finales de 2021 = by 2021}, {al cierre de 2019 = by 2019} y {al 31 de diciembre de 2018 = by 2018-12-31}.
Cerró {hasta 2012 = until 2012}; {hasta fines de 2014 = until 2014}, no.
# Relativos.
{Actualmente = Now} tiene embajada; {hoy = Now}, {en la actualidad = Now}, {hasta la fecha = Now}.
{Este año = ThisYear} bajaron, {el año pasado = LastYear} subieron, {en el año anterior = LastYear} no.
{En la última década = LastYears(10)} y {en los últimos cinco años = LastYears(5)} se triplicó.
{En las últimas dos décadas = LastYears(20)}, {durante los últimos 15 años = LastYears(15)}.
# Lo que no es un período.
Envió 2000 personas, $2022 y 1500 km de cable.
N.º 2010 de la ley; SA 2009 comprende jugos.
Residen unos 1800 ciudadanos y de 2000 a 2100 soldados.
Fueron 2.022 toneladas, o 1999,5.
En el primer semestre de 2023 y los primeros nueve meses de 2021 subió.
En los seis meses hasta marzo de 2022, no; llame al 800 10 1234.
La campaña 2021/22 fue mala. De enero a junio de 2023 bajó.
Agenda 2030; a precios constantes de 2015.
Después de 2015 y antes de mayo de 1990 fue así.
El lunes 3 de enero; en mayo y en marzo.
Modelo B2022 y 2022A; los años 0999 y 2200.
{Desde 1991 = since 1991} ha donado mucho.
# Más.
{En 2005 = at 2005}, {2006 = at 2006} y {2007 = at 2007} hubo superávit.
